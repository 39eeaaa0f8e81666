import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import { pathKey } from '../path/path-key.ts';
import type { FileNature, NamespaceId, Revision } from './entry.ts';
import { keyRange } from './key-range.ts';
import { natureColumn, type RevisionRow, revisionOf, selectRevision } from './row.ts';

/** What is told of a new state of a file. */
export interface RevisionDraft {
  readonly content: { readonly id: number; readonly size: number };
  /** Seconds since 1970. */
  readonly clientModified: number;
  readonly author: string;
  readonly nature: FileNature;
}

/** Every state that a file ever had. */
export class RevisionTable {
  readonly #database: Database;
  readonly #clock: Clock;
  #stamp: number;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    const sql = 'SELECT max(stamp) AS last FROM revision';
    this.#stamp = database.get<{ last: number | null }>(sql)?.last ?? 0;
  }

  get(stamp: number): Revision | undefined {
    const row = this.#database.get<RevisionRow>(`${selectRevision} WHERE r.stamp = ?`, stamp);
    return row === undefined ? undefined : revisionOf(row);
  }

  /** Those of a path, the newest first, older than the given stamp. */
  ofPath(namespace: NamespaceId, key: string, before: number, limit: number): Revision[] {
    const sql = `${selectRevision} WHERE r.namespace = ? AND r.key = ? AND r.stamp < ?
                 ORDER BY r.stamp DESC LIMIT ?`;
    return this.#database.all<RevisionRow>(sql, namespace, key, before, limit).map(revisionOf);
  }

  /** Those of a file wherever it was, the newest first, older than the given stamp. */
  ofFile(file: string, before: number, limit: number): Revision[] {
    const sql = `${selectRevision} WHERE r.file = ? AND r.stamp < ? ORDER BY r.stamp DESC LIMIT ?`;
    return this.#database.all<RevisionRow>(sql, file, before, limit).map(revisionOf);
  }

  /** Forgets all states of what is at this path and below. Returns the content that nothing refers to any more. */
  purge(namespace: NamespaceId, key: string): readonly number[] {
    const { first, end } = keyRange(key);
    const where = 'WHERE namespace = ? AND (key = ? OR (key > ? AND key < ?))';
    const values = [namespace, key, first, end];
    const contents = this.#database.all<{ content: number }>(
      `SELECT DISTINCT content FROM revision ${where}`,
      ...values,
    );
    this.#database.run(`DELETE FROM revision ${where}`, ...values);
    return contents.map(({ content }) => content).filter((content) => !this.#isUsed(content));
  }

  /** Returns the stamp. */
  insert(namespace: NamespaceId, path: string, file: string, draft: RevisionDraft): number {
    // Stamps only grow, so two changes within one tick of the clock are told apart all the same.
    this.#stamp = Math.max(this.#clock.now() * 1000, this.#stamp + 1);
    this.#database.run(
      `INSERT INTO revision (stamp, namespace, file, key, path, content, client_modified, author, nature)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#stamp,
      namespace,
      file,
      pathKey(path),
      path,
      draft.content.id,
      draft.clientModified,
      draft.author,
      natureColumn(draft.nature),
    );
    return this.#stamp;
  }

  #isUsed(content: number): boolean {
    const sql = 'SELECT 1 FROM revision WHERE content = ? LIMIT 1';
    return this.#database.get(sql, content) !== undefined;
  }
}
