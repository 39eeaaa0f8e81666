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

/** When something was asked: an answer is as old as its question. */
export interface Moment {
  readonly time: number;
  /** Changes when something is forgotten. */
  readonly epoch: number;
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

  moment(): Moment {
    return { time: this.#limits.clock.now(), epoch: this.#epoch };
  }

  /** What the other methods know a path by. */
  key(path: StoragePath): StoragePath {
    return nameKey(path, this.#rule) as StoragePath;
  }

  entry(key: StoragePath, { time }: Moment): Entry | undefined {
    return fresh(this.#entries.get(key), time);
  }

  /** All that a folder holds, if that is known. */
  listing(key: StoragePath, moment: Moment): readonly Entry[] | undefined {
    const keys = fresh(this.#listings.get(key), moment.time);
    const entries = keys?.flatMap((one) => this.entry(one, moment) ?? []);
    return entries?.length === keys?.length ? entries : undefined;
  }

  /** Remembers an entry, unless something was forgotten since it was asked for. */
  putEntry(key: StoragePath, entry: Entry, asked: Moment): void {
    if (asked.epoch === this.#epoch && key !== rootPath)
      this.#put(this.#entries, key, entry, asked);
  }

  /** Remembers all that a folder holds, as `putEntry` does one entry. */
  putListing(key: StoragePath, entries: readonly Entry[], asked: Moment): void {
    if (asked.epoch !== this.#epoch) return;
    const keys = entries.map(({ path }) => this.key(path));
    for (const [index, entry] of entries.entries()) {
      this.putEntry(keys[index] ?? rootPath, entry, asked);
    }
    this.#put(this.#listings, key, keys, asked);
  }

  /** Forgets paths, all below them, and the listings of the folders above them, which may be new themselves. */
  forget(keys: readonly StoragePath[]): void {
    if (keys.length === 0) return;
    this.#epoch++;
    const isGone = withinAny(keys);
    for (const known of [this.#entries, this.#listings]) {
      for (const one of known.keys()) if (isGone(one)) known.delete(one);
    }
    for (const key of keys) {
      for (let above = parentPath(key); above !== undefined; above = parentPath(above)) {
        this.#listings.delete(above);
      }
    }
  }

  #put<Value>(
    known: Map<StoragePath, Remembered<Value>>,
    key: StoragePath,
    value: Value,
    asked: Moment,
  ): void {
    known.set(key, { value, until: asked.time + this.#limits.lifetimeMs });
    if (known.size <= this.#limits.maxEntries) return;
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }
}

function fresh<Value>(remembered: Remembered<Value> | undefined, time: number): Value | undefined {
  return remembered !== undefined && remembered.until >= time ? remembered.value : undefined;
}

/** One look at each path for all keys together: a page of changes may name thousands, and the cache hold as many. */
function withinAny(keys: readonly StoragePath[]): (path: StoragePath) => boolean {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) return (path) => isWithin(path, only);
  const folders = new Set(keys);
  return (path) => {
    for (let at: StoragePath | undefined = path; at !== undefined; at = parentPath(at)) {
      if (folders.has(at)) return true;
    }
    return false;
  };
}
