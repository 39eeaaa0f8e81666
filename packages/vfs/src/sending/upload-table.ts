import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { UploadSession } from '@mooring/core';
import type { NodeId } from '../file-system/node-id.ts';

interface StoredSession {
  /** Of the whole content that the session is for: another content needs another session. */
  readonly hash: string;
  readonly session: UploadSession;
}

/** Upload sessions under way, so that a restart goes on where the last process stopped. */
export class UploadTable {
  readonly #get: StatementSync;
  readonly #set: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT hash, session FROM upload WHERE ino = ?');
    this.#set = database.prepare(
      'INSERT OR REPLACE INTO upload (ino, hash, session) VALUES (?, ?, ?)',
    );
    this.#delete = database.prepare('DELETE FROM upload WHERE ino = ?');
  }

  get(ino: NodeId): StoredSession | undefined {
    const row = this.#get.get(ino) as { hash: string; session: string } | undefined;
    return row && { hash: row.hash, session: JSON.parse(row.session) as UploadSession };
  }

  set(ino: NodeId, { hash, session }: StoredSession): void {
    this.#set.run(ino, hash, JSON.stringify(session));
  }

  delete(ino: NodeId): void {
    this.#delete.run(ino);
  }
}
