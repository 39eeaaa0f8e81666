import { randomBytes } from 'node:crypto';
import type { AccountId } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import { BlockHasher, blockSize } from '../content/block-hasher.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { Spool, SpoolState } from '../content/spool.ts';
import type { Database } from '../database/database.ts';
import type { ConcurrentSession, SequentialSession, UploadSession } from './upload-session.ts';

/** A session can be used for seven days. */
export const sessionLifetime: number = 7 * 24 * 60 * 60 * 1000;

interface SessionRow {
  readonly id: string;
  readonly account: string;
  readonly kind: UploadSession['kind'];
  readonly created_at: number;
  readonly closed: number;
  readonly finished: number;
  readonly size: number | null;
  readonly bytes: Uint8Array | null;
  readonly file: string | null;
  readonly blocks: Uint8Array | null;
  readonly parts: string | null;
}

const table = `
  CREATE TABLE IF NOT EXISTS upload_session (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    -- Bytes received, or the size of the whole for concurrent sessions, null before that is known.
    size INTEGER,
    -- Where the bytes are: at most one of these.
    bytes BLOB,
    file TEXT,
    -- Digests of the whole blocks received in order.
    blocks BLOB,
    -- JSON list of the parts of a concurrent session.
    parts TEXT
  );`;

/** Upload sessions, which survive a restart of the server with every byte that was acknowledged. */
export class SessionStore {
  readonly #database: Database;
  readonly #contents: ContentStore;
  readonly #clock: Clock;
  readonly #live = new Map<string, UploadSession>();
  readonly #queues = new Map<string, Promise<void>>();

  constructor(database: Database, contents: ContentStore, clock: Clock) {
    this.#database = database;
    this.#contents = contents;
    this.#clock = clock;
    database.execute(table);
    this.#dropExpired();
  }

  start(account: AccountId, kind: UploadSession['kind']): UploadSession {
    const id = `pid_upload_session:${randomBytes(48).toString('base64url')}`;
    const base = {
      id,
      account,
      createdAt: this.#clock.now(),
      spool: this.#contents.openSpool(),
      isClosed: false,
      isFinished: false,
    };
    return kind === 'sequential'
      ? { ...base, kind, received: 0, hasher: new BlockHasher() }
      : { ...base, kind, size: undefined, parts: new Map() };
  }

  /** A closed session of bytes that have arrived by other means, so that their commit can be tried again. */
  keep(account: AccountId, spool: Spool, received: number, hasher: BlockHasher): UploadSession {
    const session: SequentialSession = {
      ...(this.start(account, 'sequential') as SequentialSession),
      spool,
      received,
      hasher,
      isClosed: true,
    };
    this.save(session);
    return session;
  }

  /** Undefined for a session that is unknown, too old, or another account's. */
  async find(id: string, account: AccountId): Promise<UploadSession | undefined> {
    const session = this.#live.get(id) ?? (await this.#load(id));
    if (session === undefined || session.account !== account) return undefined;
    if (session.createdAt + sessionLifetime > this.#clock.now()) return session;
    this.#drop(session);
    return undefined;
  }

  /** Runs actions on one session one after the other. */
  async inTurn<Value>(id: string, action: () => Promise<Value>): Promise<Value> {
    const before = this.#queues.get(id);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#queues.set(id, promise);
    try {
      await before;
      return await action();
    } finally {
      resolve();
      if (this.#queues.get(id) === promise) this.#queues.delete(id);
    }
  }

  /** Makes the state of a session last. To be called before its change is acknowledged. */
  save(session: UploadSession): void {
    this.#live.set(session.id, session);
    const { state } = session.spool;
    const isSequential = session.kind === 'sequential';
    this.#database.run(
      `INSERT OR REPLACE INTO upload_session
         (id, account, kind, created_at, closed, finished, size, bytes, file, blocks, parts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      session.id,
      session.account,
      session.kind,
      session.createdAt,
      session.isClosed ? 1 : 0,
      session.isFinished ? 1 : 0,
      isSequential ? session.received : (session.size ?? null),
      state.kind === 'inline' ? state.bytes : null,
      state.kind === 'file' ? state.file : null,
      isSequential ? session.hasher.wholeBlocks : null,
      isSequential ? null : JSON.stringify(partsForStore(session)),
    );
  }

  /** Remembers only that the session has become a file. */
  finish(session: UploadSession): void {
    const sql = `UPDATE upload_session SET finished = 1, bytes = NULL, file = NULL, blocks = NULL, parts = NULL
                 WHERE id = ?`;
    this.#database.run(sql, session.id);
    this.#live.delete(session.id);
  }

  /** The files that hold bytes of sessions under way. */
  files(): ReadonlySet<string> {
    const sql = 'SELECT file FROM upload_session WHERE file IS NOT NULL';
    return new Set(this.#database.all<{ file: string }>(sql).map(({ file }) => file));
  }

  async #load(id: string): Promise<UploadSession | undefined> {
    const sql = 'SELECT * FROM upload_session WHERE id = ?';
    const row = this.#database.get<SessionRow>(sql, id);
    if (row === undefined) return undefined;
    const base = {
      id,
      account: row.account,
      createdAt: row.created_at,
      spool: this.#contents.openSpool(spoolStateOf(row)),
      isClosed: row.closed === 1,
      isFinished: row.finished === 1,
    };
    return row.kind === 'sequential'
      ? resumeSequential(base, row)
      : { ...base, kind: 'concurrent', size: row.size ?? undefined, parts: partsOf(row) };
  }

  #drop(session: UploadSession): void {
    session.spool.discard();
    this.#live.delete(session.id);
    this.#database.run('DELETE FROM upload_session WHERE id = ?', session.id);
  }

  #dropExpired(): void {
    const sql = 'DELETE FROM upload_session WHERE created_at <= ?';
    this.#database.run(sql, this.#clock.now() - sessionLifetime);
  }
}

/** The hash goes on from the whole blocks; what came after them is read again. */
async function resumeSequential(
  base: Omit<SequentialSession, 'kind' | 'received' | 'hasher'>,
  row: SessionRow,
): Promise<SequentialSession> {
  const received = row.size ?? 0;
  const hasher = new BlockHasher(row.blocks ?? undefined);
  if (!base.isFinished) {
    hasher.update(await base.spool.read(hasher.wholeBlockCount * blockSize, received));
  }
  return { ...base, kind: 'sequential', received, hasher };
}

function spoolStateOf(row: SessionRow): SpoolState {
  return row.file === null
    ? { kind: 'inline', bytes: row.bytes ?? new Uint8Array() }
    : { kind: 'file', file: row.file };
}

type StoredPart = readonly [offset: number, length: number, blocks: string];

function partsForStore(session: ConcurrentSession): readonly StoredPart[] {
  return Array.from(session.parts.values(), ({ offset, length, blocks }) => [
    offset,
    length,
    Buffer.from(blocks).toString('base64'),
  ]);
}

function partsOf(row: SessionRow): ConcurrentSession['parts'] {
  const stored = JSON.parse(row.parts ?? '[]') as readonly StoredPart[];
  return new Map(
    stored.map(([offset, length, blocks]) => [
      offset,
      { offset, length, blocks: Buffer.from(blocks, 'base64') },
    ]),
  );
}
