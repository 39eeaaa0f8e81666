import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import { pathKey } from '../path/path-key.ts';
import { parentOf } from '../path/split-path.ts';
import type { ChangeLog } from './change-log.ts';
import type { Deletion, NamespaceId } from './entry.ts';
import { keyRange } from './key-range.ts';
import { type DeletionRow, deletionOf } from './row.ts';

/** The last deletion of every path. It stays when something comes back to the path. */
export class DeletionTable {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #changes: ChangeLog;

  constructor(database: Database, clock: Clock, changes: ChangeLog) {
    this.#database = database;
    this.#clock = clock;
    this.#changes = changes;
  }

  /** `isImplied` when a deletion further up says so already, so that nobody needs to be told. */
  insert(namespace: NamespaceId, path: string, isImplied: boolean): void {
    const key = pathKey(path);
    const sequence = isImplied ? 0 : this.#changes.next(namespace);
    const sql = `INSERT OR REPLACE INTO deletion (namespace, key, path, parent_key, sequence, deleted_at)
                 VALUES (?, ?, ?, ?, ?, ?)`;
    this.#database.run(sql, namespace, key, path, parentOf(key), sequence, this.#clock.now());
  }

  get(namespace: NamespaceId, key: string): Deletion | undefined {
    const sql = 'SELECT * FROM deletion WHERE namespace = ? AND key = ? AND purged = 0';
    const row = this.#database.get<DeletionRow>(sql, namespace, key);
    return row === undefined ? undefined : deletionOf(row);
  }

  /** Forgets what was at this path and below, but for telling those who do not know yet that it is gone. */
  purge(namespace: NamespaceId, key: string): void {
    const { first, end } = keyRange(key);
    const sql = `UPDATE deletion SET purged = 1
                 WHERE namespace = ? AND (key = ? OR (key > ? AND key < ?))`;
    this.#database.run(sql, namespace, key, first, end);
  }

  /** In the order in which it happened. Without what was implied. */
  since(namespace: NamespaceId, sequence: number, limit: number): Deletion[] {
    const sql = `SELECT * FROM deletion WHERE namespace = ? AND sequence > ?
                 ORDER BY sequence LIMIT ?`;
    return this.#database.all<DeletionRow>(sql, namespace, sequence, limit).map(deletionOf);
  }

  /** What was directly in a folder and is not there again, in order of key after the given one. */
  childrenOf(namespace: NamespaceId, key: string, afterKey: string, limit: number): Deletion[] {
    return this.#gone('d.parent_key = ? AND d.key > ?', [namespace, key, afterKey], limit);
  }

  /** What was below a folder and is not there again, in order of key after the given one. */
  descendantsOf(namespace: NamespaceId, key: string, afterKey: string, limit: number): Deletion[] {
    const { first, end } = keyRange(key);
    const start = afterKey > first ? afterKey : first;
    return this.#gone('d.key > ? AND d.key < ?', [namespace, start, end], limit);
  }

  #gone(place: string, values: readonly (string | number)[], limit: number): Deletion[] {
    const sql = `SELECT d.* FROM deletion d
                 WHERE d.namespace = ? AND d.purged = 0 AND ${place} AND NOT EXISTS
                   (SELECT 1 FROM entry e WHERE e.namespace = d.namespace AND e.key = d.key)
                 ORDER BY d.key LIMIT ?`;
    return this.#database.all<DeletionRow>(sql, ...values, limit).map(deletionOf);
  }
}
