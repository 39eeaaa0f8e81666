import type { Database } from '../database/database.ts';

const table = 'CREATE TABLE IF NOT EXISTS used_upload_link (id TEXT PRIMARY KEY)';

/** Which temporary upload links have been used, since each is good for one upload. */
export class UploadLinkStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.execute(table);
  }

  isUsed(id: string): boolean {
    return this.#database.get('SELECT 1 FROM used_upload_link WHERE id = ?', id) !== undefined;
  }

  use(id: string): void {
    this.#database.run('INSERT OR IGNORE INTO used_upload_link (id) VALUES (?)', id);
  }
}
