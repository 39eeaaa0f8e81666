import type { Database } from '../database/database.ts';
import type { Deletion, Entry, NamespaceId } from '../tree/entry.ts';
import { keyRange } from '../tree/key-range.ts';
import { type DeletionRow, deletionOf } from '../tree/row.ts';
import type { Tree } from '../tree/tree.ts';

/** A part of the tree to search: all below a folder of a namespace. */
export interface SearchArea {
  readonly namespace: NamespaceId;
  readonly key: string;
}

/** Finds entries by their names. */
export class SearchStore {
  readonly #database: Database;
  readonly #tree: Tree;

  constructor(database: Database, tree: Tree) {
    this.#database = database;
    this.#tree = tree;
  }

  /** Entries whose path holds all the words, which are in comparable form. At most `limit`. */
  entries(area: SearchArea, words: readonly string[], limit: number): Entry[] {
    const { first, end } = keyRange(area.key);
    const where = `WHERE e.namespace = ? AND e.key > ? AND e.key < ?
                   ${words.map(() => 'AND instr(e.key, ?)').join(' ')} ORDER BY e.key LIMIT ?`;
    return this.#tree.select(where, area.namespace, first, end, ...words, limit);
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
