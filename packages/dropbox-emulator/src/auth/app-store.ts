import { randomBytes } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { App } from './app.ts';
import { type Scope, scopes } from './scope.ts';

export type AppDraft = { readonly [Name in keyof Omit<App, 'id'>]?: App[Name] | undefined };

interface AppRow {
  readonly id: number;
  readonly key: string;
  readonly secret: string;
  readonly name: string;
  readonly access: App['access'];
  readonly scopes: string;
  readonly redirect_uris: string;
  readonly webhook_uris: string;
}

const table = `
  CREATE TABLE IF NOT EXISTS app (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    secret TEXT NOT NULL,
    name TEXT NOT NULL,
    access TEXT NOT NULL,
    -- JSON.
    scopes TEXT NOT NULL,
    redirect_uris TEXT NOT NULL,
    webhook_uris TEXT NOT NULL
  );`;

/** Apps get numbers from here on, as large as the real ones. */
const firstId = 7_000_001;

export class AppStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.execute(table);
  }

  /** Key and secret are random unless given, the scopes are all. */
  create(draft: AppDraft = {}): App {
    const count = this.#database.get<{ count: number }>('SELECT count(*) AS count FROM app')?.count;
    const id = firstId + (count ?? 0);
    this.#database.run(
      `INSERT INTO app (id, key, secret, name, access, scopes, redirect_uris, webhook_uris)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      draft.key ?? newAppSecret(),
      draft.secret ?? newAppSecret(),
      draft.name ?? `App ${id}`,
      draft.access ?? 'full',
      JSON.stringify(draft.scopes ?? scopes),
      JSON.stringify(draft.redirectUris ?? 'any-loopback'),
      JSON.stringify(draft.webhookUris ?? []),
    );
    return this.get(id);
  }

  get(id: number): App {
    const row = this.#database.get<AppRow>('SELECT * FROM app WHERE id = ?', id);
    if (row === undefined) throw new Error(`There is no app ${id}.`);
    return appOf(row);
  }

  findByKey(key: string): App | undefined {
    const row = this.#database.get<AppRow>('SELECT * FROM app WHERE key = ?', key);
    return row === undefined ? undefined : appOf(row);
  }

  list(): readonly App[] {
    return this.#database.all<AppRow>('SELECT * FROM app ORDER BY id').map(appOf);
  }

  /** Changes what is told, leaves the rest. */
  update(id: number, change: AppDraft): App {
    const app = { ...this.get(id), ...definedMembers(change) };
    this.#database.run(
      `UPDATE app SET secret = ?, name = ?, access = ?, scopes = ?, redirect_uris = ?, webhook_uris = ?
       WHERE id = ?`,
      app.secret,
      app.name,
      app.access,
      JSON.stringify(app.scopes),
      JSON.stringify(app.redirectUris),
      JSON.stringify(app.webhookUris),
      id,
    );
    return this.get(id);
  }
}

function definedMembers(change: AppDraft): Partial<App> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function appOf(row: AppRow): App {
  return {
    id: row.id,
    key: row.key,
    secret: row.secret,
    name: row.name,
    access: row.access,
    scopes: JSON.parse(row.scopes) as Scope[],
    redirectUris: JSON.parse(row.redirect_uris) as App['redirectUris'],
    webhookUris: JSON.parse(row.webhook_uris) as string[],
  };
}

/** 15 characters of lower case and digits, as the App Console gives. */
function newAppSecret(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz012345';
  return Array.from(randomBytes(15), (byte) => alphabet[byte % alphabet.length]).join('');
}
