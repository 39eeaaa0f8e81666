import type { Database } from '../database/database.ts';

const table = `
  CREATE TABLE IF NOT EXISTS tag (
    -- Of the file or folder, so that tags stay when it moves.
    entry TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (entry, text)
  ) WITHOUT ROWID;`;

/** The words that users put on files and folders. */
export class TagStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.execute(table);
  }

  of(entry: string): readonly string[] {
    const sql = 'SELECT text FROM tag WHERE entry = ? ORDER BY text';
    return this.#database.all<{ text: string }>(sql, entry).map(({ text }) => text);
  }

  add(entry: string, text: string): void {
    this.#database.run('INSERT OR IGNORE INTO tag (entry, text) VALUES (?, ?)', entry, text);
  }

  remove(entry: string, text: string): void {
    this.#database.run('DELETE FROM tag WHERE entry = ? AND text = ?', entry, text);
  }
}
