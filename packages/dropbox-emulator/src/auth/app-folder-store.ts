import type { Account } from '../account/account.ts';
import type { AccountStore } from '../account/account-store.ts';
import type { Database } from '../database/database.ts';
import { pathKey } from '../path/path-key.ts';
import type { FolderEntry, NamespaceId } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';
import type { App } from './app.ts';

const table = `
  CREATE TABLE IF NOT EXISTS app_folder (
    app INTEGER NOT NULL,
    account TEXT NOT NULL,
    namespace INTEGER NOT NULL,
    PRIMARY KEY (app, account)
  ) WITHOUT ROWID;`;

/** The folders of apps that may not see more. In the account they lie under `/Apps`. */
export class AppFolderStore {
  readonly #database: Database;
  readonly #tree: Tree;
  readonly #accounts: AccountStore;

  constructor(database: Database, tree: Tree, accounts: AccountStore) {
    this.#database = database;
    this.#tree = tree;
    this.#accounts = accounts;
    database.execute(table);
  }

  /** The namespace that the app sees as its root. It comes with the first use. */
  open(app: App, account: Account): NamespaceId {
    const sql = 'SELECT namespace FROM app_folder WHERE app = ? AND account = ?';
    const known = this.#database.get<{ namespace: NamespaceId }>(sql, app.id, account.id);
    return known?.namespace ?? this.#create(app, account);
  }

  #create(app: App, account: Account): NamespaceId {
    return this.#tree.changes.write(() => {
      const { namespace } = this.#tree.createNamespace('app-folder', app.name);
      this.#accounts.grant(namespace, account.id, 'owner');
      const apps = this.#folder(this.#tree.rootOf(account.home), '/Apps');
      this.#tree.setMount(this.#folder(apps, `/Apps/${app.name}`), namespace);
      const sql = 'INSERT INTO app_folder (app, account, namespace) VALUES (?, ?, ?)';
      this.#database.run(sql, app.id, account.id, namespace);
      return namespace;
    });
  }

  #folder(parent: FolderEntry, path: string): FolderEntry {
    const existing = this.#tree.find(parent.namespace, pathKey(path));
    return existing?.kind === 'folder' ? existing : this.#tree.insertFolder(parent, path);
  }
}
