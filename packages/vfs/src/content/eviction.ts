import type { ContentTable } from './content-table.ts';

export interface EvictionOptions {
  readonly table: Pick<ContentTable, 'cachedBytes' | 'leastUsed'>;
  readonly limitBytes: number;
  readonly isInUse: (id: number) => boolean;
  /** Resolves when its bytes are off the disk. */
  readonly drop: (id: number) => Promise<void>;
}

/** Decides which cached content goes when there is too much of it: what was not used for longest, and is not in use. */
export class Eviction {
  readonly #options: EvictionOptions;
  /** Bytes cached since the last look at how much there is. */
  #growth = 0;

  constructor(options: EvictionOptions) {
    this.#options = options;
  }

  /** Adding up what is cached takes a look at every row, so it is done after a good deal of growth only. */
  noteGrowth(bytes: number): void {
    this.#growth += bytes;
    if (this.#growth >= this.#options.limitBytes / 100) this.enforceLimit();
  }

  enforceLimit(): void {
    const { table, limitBytes } = this.#options;
    this.#growth = 0;
    this.#drop(table.cachedBytes() - limitBytes);
  }

  /** Drops so many bytes, or as many as there are, and resolves when they are off the disk. */
  async makeRoom(bytes: number): Promise<void> {
    await Promise.all(this.#drop(bytes));
  }

  #drop(bytes: number): readonly Promise<void>[] {
    const { table, isInUse, drop } = this.#options;
    const dropped: Promise<void>[] = [];
    let surplus = bytes;
    if (surplus <= 0) return dropped;
    for (const { id, cachedBytes } of table.leastUsed()) {
      if (surplus <= 0) break;
      if (isInUse(id)) continue;
      dropped.push(drop(id));
      surplus -= cachedBytes;
    }
    return dropped;
  }
}
