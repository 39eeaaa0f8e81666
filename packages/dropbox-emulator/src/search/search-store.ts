import type { Database } from '../database/database.ts';
import type { Deletion, Entry, NamespaceId } from '../tree/entry.ts';
import { keyRange } from '../tree/key-range.ts';
import { type DeletionRow, deletionOf, type EntryRow, entryOf, selectEntry } from '../tree/row.ts';

/** A part of the tree to search: all below a folder of a namespace. */
export interface SearchArea {
  readonly namespace: NamespaceId;
  readonly key: string;
}

/** Finds entries by their names. */
export class SearchStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Entries whose path holds all the words, which are in comparable form. At most `limit`. */
  entries(area: SearchArea, words: readonly string[], limit: number): Entry[] {
    const { first, end } = keyRange(area.key);
    const sql = `${selectEntry} WHERE e.namespace = ? AND e.key > ? AND e.key < ?
                 ${words.map(() => 'AND instr(e.key, ?)').join(' ')} ORDER BY e.key LIMIT ?`;
    const values = [area.namespace, first, end, ...words, limit];
    return this.#database.all<EntryRow>(sql, ...values).map(entryOf);
  }

  /** The same among what was deleted and is not there again. */
  deletions(area: SearchArea, words: readonly string[], limit: number): Deletion[] {
    const { first, end } = keyRange(area.key);
    const sql = `SELECT d.* FROM deletion d
                 WHERE d.namespace = ? AND d.purged = 0 AND d.key > ? AND d.key < ?
                 ${words.map(() => 'AND instr(d.key, ?)').join(' ')}
                 AND NOT EXISTS
                   (SELECT 1 FROM entry e WHERE e.namespace = d.namespace AND e.key = d.key)
                 ORDER BY d.key LIMIT ?`;
    const values = [area.namespace, first, end, ...words, limit];
    return this.#database.all<DeletionRow>(sql, ...values).map(deletionOf);
  }
}
