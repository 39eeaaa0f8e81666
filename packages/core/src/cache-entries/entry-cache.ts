import type { Clock } from '../clock/clock.ts';
import type { Entry } from '../entry/entry.ts';
import { type NameRule, nameKey } from '../name/name-key.ts';
import { baseName } from '../path/base-name.ts';
import { isWithin } from '../path/is-within.ts';
import { parentPath } from '../path/parent-path.ts';
import { rootPath, type StoragePath } from '../path/storage-path.ts';

export interface EntryCacheLimits {
  /** Entries and folders together. */
  readonly maxEntries: number;
  readonly lifetimeMs: number;
  readonly clock: Clock;
}

/** What is remembered of one folder. Times are those of the clock. */
interface Folder {
  readonly entries: Map<string, { readonly entry: Entry; readonly until: number }>;
  /** Until then the entries are all that the folder holds. */
  wholeUntil: number;
}

/** Entries and listings for a short time. The folders that were used longest ago go first when room is needed. */
export class EntryCache {
  readonly #rule: NameRule;
  readonly #limits: EntryCacheLimits;
  readonly #folders = new Map<StoragePath, Folder>();
  #size = 0;
  #epoch = 0;

  constructor(rule: NameRule, limits: EntryCacheLimits) {
    this.#rule = rule;
    this.#limits = limits;
  }

  /** Changes when something is forgotten. An answer that was asked for before must not be remembered after. */
  get epoch(): number {
    return this.#epoch;
  }

  entry(path: StoragePath): Entry | undefined {
    const key = this.#key(path);
    const known = this.#use(folderOf(key))?.entries.get(baseName(key));
    return known !== undefined && known.until >= this.#limits.clock.now() ? known.entry : undefined;
  }

  /** All that a folder holds, if that is known. */
  listing(path: StoragePath): readonly Entry[] | undefined {
    const folder = this.#use(this.#key(path));
    if (folder === undefined || folder.wholeUntil < this.#limits.clock.now()) return undefined;
    return Array.from(folder.entries.values(), ({ entry }) => entry);
  }

  /** Remembers an entry, unless something was forgotten since the epoch in which it was asked for. */
  putEntry(path: StoragePath, entry: Entry, epoch: number): void {
    if (epoch !== this.#epoch || path === rootPath) return;
    const key = this.#key(path);
    const { entries } = this.#make(folderOf(key));
    const name = baseName(key);
    if (!entries.has(name)) this.#size++;
    entries.set(name, { entry, until: this.#until() });
    this.#makeRoom();
  }

  /** Remembers all that a folder holds, as `putEntry` does one entry. */
  putListing(path: StoragePath, listed: readonly Entry[], epoch: number): void {
    for (const entry of listed) this.putEntry(entry.path, entry, epoch);
    if (epoch !== this.#epoch) return;
    const folder = this.#make(this.#key(path));
    // A folder larger than the cache has lost entries already.
    if (folder.entries.size === listed.length) folder.wholeUntil = this.#until();
    this.#makeRoom();
  }

  /** Forgets a path, all below it, and the listings of the folders above it, which may be new themselves. */
  forget(path: StoragePath): void {
    this.#epoch++;
    const key = this.#key(path);
    for (const [folder, { entries }] of this.#folders) {
      if (isWithin(folder, key)) this.#drop(folder, entries.size);
    }
    for (let above = parentPath(key); above !== undefined; above = parentPath(above)) {
      const folder = this.#folders.get(above);
      if (folder !== undefined) folder.wholeUntil = Number.NEGATIVE_INFINITY;
    }
    if (this.#folders.get(folderOf(key))?.entries.delete(baseName(key))) this.#size--;
  }

  #key(path: StoragePath): StoragePath {
    return nameKey(path, this.#rule) as StoragePath;
  }

  #until(): number {
    return this.#limits.clock.now() + this.#limits.lifetimeMs;
  }

  /** The folder, which becomes the one used last. */
  #use(path: StoragePath): Folder | undefined {
    const folder = this.#folders.get(path);
    if (folder === undefined) return undefined;
    this.#folders.delete(path);
    this.#folders.set(path, folder);
    return folder;
  }

  #make(path: StoragePath): Folder {
    const known = this.#use(path);
    if (known !== undefined) return known;
    const folder: Folder = { entries: new Map(), wholeUntil: Number.NEGATIVE_INFINITY };
    this.#folders.set(path, folder);
    this.#size++;
    return folder;
  }

  #makeRoom(): void {
    for (const [path, { entries }] of this.#folders) {
      if (this.#size <= this.#limits.maxEntries) return;
      this.#drop(path, entries.size);
    }
  }

  #drop(folder: StoragePath, entryCount: number): void {
    this.#folders.delete(folder);
    this.#size -= entryCount + 1;
  }
}

function folderOf(key: StoragePath): StoragePath {
  return parentPath(key) ?? rootPath;
}
