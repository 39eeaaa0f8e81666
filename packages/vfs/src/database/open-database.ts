import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FileSystemError } from '../error/file-system-error.ts';
import { schema, schemaVersion } from './schema.ts';

/**
 * Opens the database of one file system, and creates it when it is not there.
 *
 * @throws FileSystemError `EBUSY` when another process has it open, `EIO` when it is damaged or of another version
 */
export function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'tree.sqlite'));
  try {
    // One process per database: a second one would serve and upload from a tree that it does not know to be old.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE;');
    migrate(database, folder);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) {
      throw new FileSystemError('EBUSY', `another process uses ${folder}`, { cause: error });
    }
    if (isDamaged(error)) {
      const file = join(folder, 'tree.sqlite');
      throw new FileSystemError('EIO', `${file} is damaged: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function migrate(database: DatabaseSync, folder: string): void {
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === schemaVersion) return;
  if (version !== 0) {
    throw new FileSystemError('EIO', `${folder} was written by another version of Mooring`);
  }
  database.exec(schema);
  database.exec(`PRAGMA user_version = ${schemaVersion}`);
}

/** SQLITE_CORRUPT and SQLITE_NOTADB */
function isDamaged(error: unknown): error is Error {
  return error instanceof Error && 'errcode' in error && [11, 26].includes(Number(error.errcode));
}

/** SQLITE_BUSY, https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
