import type { Space } from './content-files.ts';

/** What is to stay free: so many bytes, or this share of the disk where that is less. */
export interface Reserve {
  readonly bytes: number;
  readonly share: number;
}

const mebibyte = 1024 * 1024;

/** For the database. Without room for it not even a removal could be noted, which would make room. */
export const databaseReserve: Reserve = { bytes: 16 * mebibyte, share: 0.1 };

/** For other programs, and for what the user writes: a cache is of no use to who has no room. */
export const cacheReserve: Reserve = { bytes: 256 * mebibyte, share: 0.2 };

/** How much is granted between two looks at the disk. */
const strideBytes = 16 * mebibyte;

export interface DiskSpaceOptions {
  readonly measure: () => Space;
  readonly reserve: Reserve;
  /** Drops cached content of so many bytes, or as much of it as there is. */
  readonly makeRoom: (bytes: number) => Promise<void>;
}

/** Grants room on a disk, and keeps a reserve. */
export class DiskSpace {
  readonly #options: DiskSpaceOptions;
  #granted = 0;

  constructor(options: DiskSpaceOptions) {
    this.#options = options;
  }

  /** Whether there is room for so many bytes. Where there is none, some is made first. */
  async take(bytes: number): Promise<boolean> {
    if (this.#granted < bytes) {
      if (this.#available() < bytes) await this.#options.makeRoom(strideBytes + bytes);
      this.#granted = Math.min(strideBytes + bytes, this.#available());
    }
    if (this.#granted < bytes) return false;
    this.#granted -= bytes;
    return true;
  }

  #available(): number {
    const { measure, reserve } = this.#options;
    const { free, total } = measure();
    return free - Math.min(reserve.bytes, total * reserve.share);
  }
}
