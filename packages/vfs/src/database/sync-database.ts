import type { DatabaseSync } from 'node:sqlite';

/**
 * Makes all that was committed survive a crash of the machine. A commit alone does that only for a crash of the process;
 * one commit under FULL syncs the log with all before it, see https://www.sqlite.org/pragma.html#pragma_synchronous.
 */
export function syncDatabase(database: DatabaseSync): void {
  database.exec('PRAGMA synchronous = FULL');
  try {
    database.exec("INSERT OR REPLACE INTO setting (name, value) VALUES ('synced', datetime())");
  } finally {
    database.exec('PRAGMA synchronous = NORMAL');
  }
}
