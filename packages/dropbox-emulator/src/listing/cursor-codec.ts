import type { AccountId } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { ListingCursor, ListingPosition, ListingScope } from './listing-cursor.ts';

export type DecodedCursor =
  | { readonly kind: 'valid'; readonly cursor: ListingCursor }
  /** It was issued here, but cannot be continued. */
  | { readonly kind: 'invalidated' }
  /** It was never issued. */
  | { readonly kind: 'unknown' };

type Envelope = {
  readonly scope: ListingScope;
  readonly position: ListingPosition;
  readonly epoch: number;
  readonly issuedAt: number;
};

const table =
  'CREATE TABLE IF NOT EXISTS cursor_epoch (account TEXT PRIMARY KEY, epoch INTEGER NOT NULL)';

const purpose = 'listing cursor';

/** Real cursors begin so too. */
const prefix = 'AA';

/** Writes the cursors of listings as text, and knows which of them can still be continued. */
export class CursorCodec {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #clock: Clock;
  readonly #lifetime: () => number | undefined;

  constructor(
    database: Database,
    sealer: Sealer,
    clock: Clock,
    lifetime: () => number | undefined,
  ) {
    this.#database = database;
    this.#sealer = sealer;
    this.#clock = clock;
    this.#lifetime = lifetime;
    database.execute(table);
  }

  encode({ scope, position }: ListingCursor): string {
    const epoch = this.#epoch(scope.account);
    const envelope: Envelope = { scope, position, epoch, issuedAt: this.#clock.now() };
    return prefix + this.#sealer.seal(purpose, envelope);
  }

  decode(text: string): DecodedCursor {
    const envelope = text.startsWith(prefix)
      ? (this.#sealer.open(purpose, text.slice(prefix.length)) as Envelope | undefined)
      : undefined;
    if (envelope === undefined) return { kind: 'unknown' };
    const { scope, position, epoch, issuedAt } = envelope;
    const lifetime = this.#lifetime();
    const isOld = lifetime !== undefined && issuedAt + lifetime <= this.#clock.now();
    const isReset = epoch !== this.#epoch(scope.account);
    if (isOld || isReset) return { kind: 'invalidated' };
    return { kind: 'valid', cursor: { scope, position } };
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
}
