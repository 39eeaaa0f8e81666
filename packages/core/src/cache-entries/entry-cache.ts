import type { Clock } from '../clock/clock.ts';
import type { Entry } from '../entry/entry.ts';
import { type NameRule, nameKey } from '../name/name-key.ts';
import { isWithin } from '../path/is-within.ts';
import { parentPath } from '../path/parent-path.ts';
import { rootPath, type StoragePath } from '../path/storage-path.ts';

export interface EntryCacheLimits {
  readonly maxEntries: number;
  readonly lifetimeMs: number;
  readonly clock: Clock;
}

interface Remembered<Value> {
  readonly value: Value;
  readonly until: number;
}

/**
 * Entries and listings for a short time. What came first goes first when room is needed. A listing is
 * remembered as the keys of its entries, and is good as long as they all are.
 */
export class EntryCache {
  readonly #rule: NameRule;
  readonly #limits: EntryCacheLimits;
  readonly #entries = new Map<StoragePath, Remembered<Entry>>();
  readonly #listings = new Map<StoragePath, Remembered<readonly StoragePath[]>>();
  #epoch = 0;

  constructor(rule: NameRule, limits: EntryCacheLimits) {
    this.#rule = rule;
    this.#limits = limits;
  }

  /** Changes when something is forgotten. An answer that was asked for before must not be remembered after. */
  get epoch(): number {
    return this.#epoch;
  }

  /** What the other methods know a path by. */
  key(path: StoragePath): StoragePath {
    return nameKey(path, this.#rule) as StoragePath;
  }

  entry(key: StoragePath): Entry | undefined {
    return this.#fresh(this.#entries.get(key));
  }

  /** All that a folder holds, if that is known. */
  listing(key: StoragePath): readonly Entry[] | undefined {
    const keys = this.#fresh(this.#listings.get(key));
    const entries = keys?.flatMap((one) => this.entry(one) ?? []);
    return entries?.length === keys?.length ? entries : undefined;
  }

  /** Remembers an entry, unless something was forgotten since the epoch in which it was asked for. */
  putEntry(key: StoragePath, entry: Entry, epoch: number): void {
    if (epoch === this.#epoch && key !== rootPath) this.#put(this.#entries, key, entry);
  }

  /** Remembers all that a folder holds, as `putEntry` does one entry. */
  putListing(key: StoragePath, entries: readonly Entry[], epoch: number): void {
    if (epoch !== this.#epoch) return;
    const keys = entries.map(({ path }) => this.key(path));
    for (const [index, entry] of entries.entries()) {
      this.putEntry(keys[index] ?? rootPath, entry, epoch);
    }
    this.#put(this.#listings, key, keys);
  }

  /** Forgets a path, all below it, and the listings of the folders above it, which may be new themselves. */
  forget(key: StoragePath): void {
    this.#epoch++;
    for (const known of [this.#entries, this.#listings]) {
      for (const one of known.keys()) if (isWithin(one, key)) known.delete(one);
    }
    for (let above = parentPath(key); above !== undefined; above = parentPath(above)) {
      this.#listings.delete(above);
    }
  }

  #fresh<Value>(remembered: Remembered<Value> | undefined): Value | undefined {
    if (remembered === undefined || remembered.until < this.#limits.clock.now()) return undefined;
    return remembered.value;
  }

  #put<Value>(known: Map<StoragePath, Remembered<Value>>, key: StoragePath, value: Value): void {
    known.set(key, { value, until: this.#limits.clock.now() + this.#limits.lifetimeMs });
    if (known.size <= this.#limits.maxEntries) return;
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }
}
