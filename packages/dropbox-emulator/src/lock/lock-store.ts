import type { AccountId } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';

/** That one user may write a file and nobody else. */
export interface FileLock {
  readonly holder: AccountId;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

interface LockRow {
  readonly file: string;
  readonly holder: string;
  readonly created_at: number;
}

const table = `
  CREATE TABLE IF NOT EXISTS file_lock (
    file TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );`;

/** The locks on files. They are few, and asked for with every file that is listed, so they are kept at hand. */
export class LockStore {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #locks: Map<string, FileLock>;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    database.execute(table);
    const rows = database.all<LockRow>('SELECT * FROM file_lock');
    this.#locks = new Map(
      rows.map(({ file, holder, created_at }) => [file, { holder, createdAt: created_at }]),
    );
  }

  /** `file` is an id. */
  get(file: string): FileLock | undefined {
    return this.#locks.get(file);
  }

  /** Whether somebody else holds the file. */
  isHeldFrom(file: string, account: AccountId): boolean {
    const lock = this.#locks.get(file);
    return lock !== undefined && lock.holder !== account;
  }

  lock(file: string, holder: AccountId): FileLock {
    const lock: FileLock = { holder, createdAt: this.#clock.now() };
    this.#locks.set(file, lock);
    const sql = 'INSERT OR REPLACE INTO file_lock (file, holder, created_at) VALUES (?, ?, ?)';
    this.#database.run(sql, file, holder, lock.createdAt);
    return lock;
  }

  unlock(file: string): void {
    this.#locks.delete(file);
    this.#database.run('DELETE FROM file_lock WHERE file = ?', file);
  }
}
