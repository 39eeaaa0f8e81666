import type { Revision, StoragePath } from '@mooring/core';
import { Mutex } from '../environment/mutex.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import type { NodeId } from '../file-system/node-id.ts';
import type { ByteRange } from './byte-range.ts';
import type { ContentFile } from './content-files.ts';
import type { DiskSpace } from './disk-space.ts';
import { RangeSet } from './range-set.ts';

/** The stored revision that a content was made from, and whose bytes fill what is not here. */
export interface ContentBase {
  readonly ino: NodeId;
  readonly revision: Revision;
  /** Where the store was last known to have the node: it may still tell the revision there when the node is gone. */
  readonly path: StoragePath | undefined;
}

export interface ContentState {
  readonly id: number;
  readonly ino: NodeId;
  readonly size: number;
  readonly edited: boolean;
  readonly base: ContentBase | undefined;
  /** Undefined: all bytes are here. */
  readonly present: readonly ByteRange[] | undefined;
}

/**
 * The bytes of one file that is in use: on disk where they are here, in the store where they are not yet. All changes
 * of the disk file go through one queue, so that what arrives from the store never lands on what the user wrote.
 */
export class Content {
  readonly id: number;
  /** The node whose content it is. */
  ino: NodeId;
  readonly #file: ContentFile;
  readonly #space: Pick<DiskSpace, 'take'>;
  readonly #present: RangeSet;
  readonly #mutex = new Mutex();
  #size: number;
  #generation = 0;
  base: ContentBase | undefined;
  edited: boolean;
  /** The size in the database may be behind. */
  unsaved = false;
  /** Bytes that arrived from the store since it was opened. */
  filledBytes = 0;
  /** Time of the last write, in milliseconds since 1970; meaningful while `unsaved`. */
  writtenAt = 0;

  constructor(state: ContentState, file: ContentFile, space: Pick<DiskSpace, 'take'>) {
    this.id = state.id;
    this.ino = state.ino;
    this.base = state.base;
    this.edited = state.edited;
    this.#size = state.size;
    this.#present = new RangeSet(state.present ?? [{ start: 0, end: state.size }]);
    this.#file = file;
    this.#space = space;
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Counts the changes that the user made, so that a slow reader can tell whether it saw one state. A change counts
   * when it is asked for and again when it is done: in between, the bytes are neither old nor new.
   */
  get generation(): number {
    return this.#generation;
  }

  get complete(): boolean {
    return this.missing({ start: 0, end: this.#size }).length === 0;
  }

  /** Undefined: all bytes are here. */
  get present(): readonly ByteRange[] | undefined {
    return this.complete ? undefined : this.#present.ranges;
  }

  get presentLength(): number {
    return this.#present.byteLength;
  }

  missing(range: ByteRange): readonly ByteRange[] {
    return this.#present.missing({ start: range.start, end: Math.min(range.end, this.#size) });
  }

  /** Bytes that are here; ask `missing` first. Stops at the end of the file. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const available = Math.min(length, this.#size - offset);
    return available <= 0 ? new Uint8Array() : this.#file.read(offset, available);
  }

  /** What the user writes. Returns where it landed. */
  write(position: number | 'end', data: Uint8Array): Promise<ByteRange> {
    this.#generation++;
    return this.#mutex.run(async () => {
      const start = position === 'end' ? this.#size : position;
      const end = start + data.byteLength;
      // A write behind the end leaves a hole, and holes are zeros: nothing is missing there.
      await this.#file.write(start, data);
      this.#present.add({ start: Math.min(start, this.#size), end });
      this.#size = Math.max(this.#size, end);
      this.#generation++;
      return { start, end };
    });
  }

  /** The user sets the size. What grows is zeros. */
  truncate(size: number): Promise<void> {
    this.#generation++;
    return this.#mutex.run(async () => {
      await this.#file.truncate(size);
      if (size < this.#size) this.#present.cutAt(size);
      else this.#present.add({ start: this.#size, end: size });
      this.#size = size;
      this.#generation++;
    });
  }

  /**
   * What arrives from the store. It fills gaps, and never replaces what is here.
   *
   * @throws FileSystemError `ENOSPC` where the disk is to be left to others
   */
  fill(offset: number, data: Uint8Array): Promise<void> {
    return this.#mutex.run(async () => {
      const range = { start: offset, end: offset + data.byteLength };
      for (const { start, end } of this.missing(range)) {
        if (!(await this.#space.take(end - start))) {
          throw new FileSystemError('ENOSPC', 'the disk of the cache is full');
        }
        await this.#file.write(start, data.subarray(start - offset, end - offset));
        this.#present.add({ start, end });
        this.filledBytes += end - start;
      }
    });
  }

  /** Runs a task while nothing changes the disk file. */
  whileStill<Value>(task: (file: ContentFile) => Promise<Value>): Promise<Value> {
    return this.#mutex.run(() => task(this.#file));
  }

  /** Forgets what was fetched. What the user wrote is never forgotten. */
  forgetFetched(): void {
    if (!this.edited) this.#present.cutAt(0);
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  close(): Promise<void> {
    return this.#mutex.run(() => this.#file.close());
  }
}
