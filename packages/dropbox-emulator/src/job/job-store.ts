import { randomBytes } from 'node:crypto';
import type { AccountId } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import type { JsonObject } from '../json/json-value.ts';
import { CallRefused, routeError } from '../wire/call-refused.ts';
import { tag, tagged } from '../wire/tagged.ts';

/** The kinds of work that a client can leave to the server. Each has its own check route. */
export type JobKind =
  | 'create_folder_batch'
  | 'delete_batch'
  | 'move_batch'
  | 'copy_batch'
  | 'move_batch_v2'
  | 'copy_batch_v2'
  | 'finish_batch'
  | 'save_url'
  | 'share_folder';

interface JobRow {
  readonly account: string;
  readonly kind: JobKind;
  /** JSON of what the check route answers, null as long as the work is not done. */
  readonly result: string | null;
  readonly ready_at: number;
}

const table = `
  CREATE TABLE IF NOT EXISTS job (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    result TEXT,
    -- Milliseconds since 1970. Until then the job says that it is in progress.
    ready_at INTEGER NOT NULL
  );`;

/** Work that goes on after its call was answered. */
export class JobStore {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #running = new Map<string, Promise<void>>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    database.execute(table);
  }

  /**
   * Starts the work and returns the id of the job. `work` gives what the check route answers in the end. When it throws
   * a route error, the job has failed with that.
   */
  launch(
    account: AccountId,
    kind: JobKind,
    duration: number,
    work: () => Promise<JsonObject>,
  ): string {
    const id = `dbjid:AA${randomBytes(39).toString('base64url')}`;
    const readyAt = this.#clock.now() + duration;
    const sql = 'INSERT INTO job (id, account, kind, ready_at) VALUES (?, ?, ?, ?)';
    this.#database.run(sql, id, account, kind, readyAt);
    const done = this.#run(id, work).finally(() => this.#running.delete(id));
    this.#running.set(id, done);
    return id;
  }

  /**
   * What a check route answers.
   *
   * @throws CallRefused with a PollError
   */
  check(account: AccountId, kind: JobKind, id: string): JsonObject {
    const row = this.#database.get<JobRow>('SELECT * FROM job WHERE id = ?', id);
    if (row === undefined || row.account !== account || row.kind !== kind) {
      throw routeError(tag('invalid_async_job_id'));
    }
    if (row.result === null && !this.#running.has(id)) throw routeError(tag('internal_error'));
    if (row.result === null || row.ready_at > this.#clock.now()) return tag('in_progress');
    return JSON.parse(row.result) as JsonObject;
  }

  /** Resolves when no work is under way. */
  async settle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #run(id: string, work: () => Promise<JsonObject>): Promise<void> {
    const result = await outcomeOf(work);
    if (result === undefined) return;
    this.#database.run('UPDATE job SET result = ? WHERE id = ?', JSON.stringify(result), id);
  }
}

/** Undefined when the work broke, which a check tells as an internal error. */
async function outcomeOf(work: () => Promise<JsonObject>): Promise<JsonObject | undefined> {
  try {
    return await work();
  } catch (error) {
    const refusal = error instanceof CallRefused ? error.refusal : undefined;
    if (refusal?.kind === 'route') return tagged('failed', refusal.error);
    if (refusal?.kind === 'rate-limit') return tagged('failed', tag(refusal.reason));
    process.emitWarning(error instanceof Error ? error : new Error(String(error)));
    return undefined;
  }
}
