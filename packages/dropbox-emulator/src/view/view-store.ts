import type { AccountId } from '../account/account.ts';
import type { AccountStore } from '../account/account-store.ts';
import type { FolderEntry, NamespaceId } from '../tree/entry.ts';
import type { NamespaceKind } from '../tree/namespace-table.ts';
import type { Tree } from '../tree/tree.ts';
import { type Mount, View } from './view.ts';

/** Builds views, and keeps them until a mount or a right changes. */
export class ViewStore {
  readonly #tree: Tree;
  readonly #accounts: AccountStore;
  readonly #views = new Map<string, View>();
  #version = -1;

  constructor(tree: Tree, accounts: AccountStore) {
    this.#tree = tree;
    this.#accounts = accounts;
  }

  /** What the account sees with this namespace as its root, undefined when it may not see it. */
  view(account: AccountId, root: NamespaceId): View | undefined {
    if (this.#version !== this.#tree.mountsVersion) {
      this.#views.clear();
      this.#version = this.#tree.mountsVersion;
    }
    const name = `${account} ${root}`;
    const known = this.#views.get(name);
    if (known !== undefined) return known;
    const mount = this.#mount(account, root, '', '');
    if (mount === undefined) return undefined;
    const view = new View(this.#tree, account, [mount, ...this.#mountsIn(account, mount)]);
    this.#views.set(name, view);
    return view;
  }

  /** To be called after a change of what accounts may do. */
  forget(): void {
    this.#views.clear();
  }

  #mountsIn(account: AccountId, outer: Mount): readonly Mount[] {
    return this.#tree.mountsIn(outer.namespace).flatMap((folder) => {
      const mount = this.#mountAt(account, outer, folder);
      return mount === undefined ? [] : [mount, ...this.#mountsIn(account, mount)];
    });
  }

  #mountAt(account: AccountId, outer: Mount, folder: FolderEntry): Mount | undefined {
    if (folder.mount === undefined) return undefined;
    return this.#mount(account, folder.mount, outer.key + folder.key, outer.path + folder.path);
  }

  #mount(account: AccountId, namespace: NamespaceId, key: string, path: string): Mount | undefined {
    const access = this.#accounts.access(namespace, account);
    const kind = this.#tree.namespaces.get(namespace)?.kind;
    if (access === undefined || kind === undefined) return undefined;
    return { namespace, key, path, access, isShared: isSharedKind(kind) };
  }
}

function isSharedKind(kind: NamespaceKind): boolean {
  return kind === 'shared-folder' || kind === 'team-folder';
}
