import type { Database } from '../database/database.ts';
import type { NamespaceId } from './entry.ts';

export type NamespaceKind = 'home' | 'team-root' | 'team-folder' | 'shared-folder' | 'app-folder';

export interface Namespace {
  readonly id: NamespaceId;
  readonly kind: NamespaceKind;
  readonly name: string;
  /** Bytes of all files in it. */
  readonly used: number;
}

/** Ids look like those of the service: ten digits. */
const firstNamespace = 3_179_550_001;

export class NamespaceTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(id: NamespaceId): Namespace | undefined {
    return this.#database.get('SELECT id, kind, name, used FROM namespace WHERE id = ?', id);
  }

  insert(kind: NamespaceKind, name: string): NamespaceId {
    const sql = 'SELECT max(id) AS last FROM namespace';
    const last = this.#database.get<{ last: number | null }>(sql)?.last ?? 0;
    const id = Math.max(last + 1, firstNamespace);
    this.#database.run('INSERT INTO namespace (id, kind, name) VALUES (?, ?, ?)', id, kind, name);
    return id;
  }

  rename(id: NamespaceId, name: string): void {
    this.#database.run('UPDATE namespace SET name = ? WHERE id = ?', name, id);
  }

  addUsed(id: NamespaceId, bytes: number): void {
    if (bytes === 0) return;
    this.#database.run('UPDATE namespace SET used = used + ? WHERE id = ?', bytes, id);
  }
}
