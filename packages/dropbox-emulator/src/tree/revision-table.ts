import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import type { AuthorTable } from './author-table.ts';
import type { FileEntry, NamespaceId, Revision } from './entry.ts';
import { keyRange } from './key-range.ts';
import { type RevisionRow, revisionOf, selectRevision, stateColumns } from './row.ts';

/** The present state of a file, which stands with its entry, in the columns of one that is past. */
const selectPresent = `
  SELECT e.revision, e.namespace, e.id, e.key, e.path,
         e.content, e.size, lower(hex(e.hash)), e.client_modified, e.author, e.nature
  FROM entry e`;

/** Every state that a file is or was in. */
export class RevisionTable {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #authors: AuthorTable;
  #stamp: number;

  constructor(database: Database, clock: Clock, authors: AuthorTable) {
    this.#database = database;
    this.#clock = clock;
    this.#authors = authors;
    const sql = `SELECT max(coalesce((SELECT max(revision) FROM entry), 0),
                            coalesce((SELECT max(stamp) FROM revision), 0)) AS last`;
    this.#stamp = database.get<{ last: number }>(sql)?.last ?? 0;
  }

  /** A stamp for a new state. Stamps only grow, so two changes within one tick of the clock are told apart. */
  nextStamp(): number {
    this.#stamp = Math.max(this.#clock.now() * 1000, this.#stamp + 1);
    return this.#stamp;
  }

  get(stamp: number): Revision | undefined {
    const [present] = this.#all(`${selectPresent} WHERE e.revision = ?`, stamp);
    if (present !== undefined) return present;
    const [past] = this.#all(`${selectRevision} WHERE r.stamp = ?`, stamp);
    return past;
  }

  /** Those of a path, the newest first, older than the given stamp. */
  ofPath(namespace: NamespaceId, key: string, before: number, limit: number): Revision[] {
    return this.#list('e.namespace = ? AND e.key = ?', 'r.namespace = ? AND r.key = ?', {
      values: [namespace, key],
      before,
      limit,
    });
  }

  /** Those of a file wherever it was, the newest first, older than the given stamp. */
  ofFile(file: string, before: number, limit: number): Revision[] {
    return this.#list('e.id = ?', 'r.file = ?', { values: [file], before, limit });
  }

  /** Keeps the state that a file is in, before it gets another one or goes. */
  archive({ revision }: FileEntry): void {
    const { stamp, namespace, file, key, path } = revision;
    this.#database.run(
      `INSERT INTO revision (stamp, namespace, file, key, path, content, size, hash, client_modified, author, nature)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      stamp,
      namespace,
      file,
      key,
      path,
      ...stateColumns(revision, this.#authors),
    );
  }

  /** Forgets all past states of what was at this path and below. Returns the content that nothing has any more. */
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

  #list(
    present: string,
    past: string,
    request: {
      readonly values: readonly (string | number)[];
      readonly before: number;
      readonly limit: number;
    },
  ): Revision[] {
    const { values, before, limit } = request;
    const live = this.#all(
      `${selectPresent} WHERE ${present} AND e.revision < ?`,
      ...values,
      before,
    );
    const sql = `${selectRevision} WHERE ${past} AND r.stamp < ? ORDER BY r.stamp DESC LIMIT ?`;
    return [...live, ...this.#all(sql, ...values, before, limit)].slice(0, limit);
  }

  #isUsed(content: number): boolean {
    const sql = `SELECT 1 FROM revision WHERE content = ?1
                 UNION ALL SELECT 1 FROM entry WHERE content = ?1 LIMIT 1`;
    return this.#database.get(sql, content) !== undefined;
  }

  #all(sql: string, ...values: (string | number)[]): Revision[] {
    return this.#database
      .allLists<RevisionRow>(sql, ...values)
      .map((row) => revisionOf(row, this.#authors));
  }
}
