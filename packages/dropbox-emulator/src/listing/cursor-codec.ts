import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccountId } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import type { ListingCursor } from './listing-cursor.ts';

export type DecodedCursor =
  | { readonly kind: 'valid'; readonly cursor: ListingCursor }
  /** It was issued here, but cannot be continued. */
  | { readonly kind: 'invalidated' }
  /** It was never issued. */
  | { readonly kind: 'unknown' };

interface Envelope {
  readonly cursor: ListingCursor;
  readonly epoch: number;
  readonly issuedAt: number;
}

const tables = `
  CREATE TABLE IF NOT EXISTS cursor_secret (secret BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS cursor_epoch (account TEXT PRIMARY KEY, epoch INTEGER NOT NULL);`;

/** Real cursors begin so too. */
const prefix = 'AA';
const macLength = 16;

/** Writes cursors as text that only this server can have made, so that no state is kept for them. */
export class CursorCodec {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #lifetime: () => number | undefined;
  readonly #secret: Uint8Array;

  constructor(database: Database, clock: Clock, lifetime: () => number | undefined) {
    this.#database = database;
    this.#clock = clock;
    this.#lifetime = lifetime;
    database.execute(tables);
    this.#secret = this.#loadSecret();
  }

  encode(cursor: ListingCursor): string {
    const envelope: Envelope = {
      cursor,
      epoch: this.#epoch(cursor.scope.account),
      issuedAt: this.#clock.now(),
    };
    const payload = Buffer.from(JSON.stringify(envelope));
    return prefix + Buffer.concat([this.#mac(payload), payload]).toString('base64url');
  }

  decode(text: string): DecodedCursor {
    const bytes = Buffer.from(text.slice(prefix.length), 'base64url');
    const mac = bytes.subarray(0, macLength);
    const payload = bytes.subarray(macLength);
    const isOurs =
      text.startsWith(prefix) &&
      mac.length === macLength &&
      timingSafeEqual(mac, this.#mac(payload));
    if (!isOurs) return { kind: 'unknown' };
    const { cursor, epoch, issuedAt } = JSON.parse(payload.toString()) as Envelope;
    const lifetime = this.#lifetime();
    const isOld = lifetime !== undefined && issuedAt + lifetime <= this.#clock.now();
    const isReset = epoch !== this.#epoch(cursor.scope.account);
    return isOld || isReset ? { kind: 'invalidated' } : { kind: 'valid', cursor };
  }

  /** Invalidates all cursors of an account that are in use. */
  reset(account: AccountId): void {
    const sql = 'INSERT OR REPLACE INTO cursor_epoch (account, epoch) VALUES (?, ?)';
    this.#database.run(sql, account, this.#epoch(account) + 1);
  }

  #epoch(account: AccountId): number {
    const sql = 'SELECT epoch FROM cursor_epoch WHERE account = ?';
    return this.#database.get<{ epoch: number }>(sql, account)?.epoch ?? 0;
  }

  #mac(payload: Uint8Array): Uint8Array {
    return createHmac('sha256', this.#secret).update(payload).digest().subarray(0, macLength);
  }

  #loadSecret(): Uint8Array {
    const stored = this.#database.get<{ secret: Uint8Array }>('SELECT secret FROM cursor_secret');
    if (stored !== undefined) return stored.secret;
    const secret = randomBytes(32);
    this.#database.run('INSERT INTO cursor_secret (secret) VALUES (?)', secret);
    return secret;
  }
}
