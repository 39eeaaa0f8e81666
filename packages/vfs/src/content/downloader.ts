import type { Clock, StoragePath, StorageProvider } from '@mooring/core';
import { Patience } from '../environment/patience.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import { isDiskFull } from '../error/is-disk-full.ts';
import type { NodeId } from '../file-system/node-id.ts';
import type { ByteRange } from './byte-range.ts';
import type { Content } from './content.ts';

interface Waiter {
  readonly range: ByteRange;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Download {
  /** What is still to come. */
  range: ByteRange;
}

/** Largest range of one request. Several are in flight when more is wanted. */
const maxRequestSize = 8 * 1024 * 1024;
/** What is fetched at a time where the disk has no room for it. */
const windowSize = 4 * 1024 * 1024;

/**
 * Fetches the missing bytes of one content. Every byte is asked for once: whoever wants bytes that are on their way waits
 * for those, and is served as soon as they are there, not when the request ends.
 */
export class Downloader {
  readonly #content: Content;
  readonly #provider: Pick<StorageProvider, 'read'>;
  readonly #pathOf: (ino: NodeId) => StoragePath | undefined;
  readonly #downloads = new Set<Download>();
  readonly #waiters = new Set<Waiter>();
  readonly #abort = new AbortController();
  readonly #clock: Pick<Clock, 'startTimer'>;
  readonly #onComplete: () => void;
  #diskFull = false;
  #window: { readonly start: number; readonly bytes: Promise<Uint8Array> } | undefined;

  /**
   * @param pathOf where the store has a node
   * @param onComplete called when the last missing byte has arrived
   */
  constructor(
    content: Content,
    provider: Pick<StorageProvider, 'read'>,
    pathOf: (ino: NodeId) => StoragePath | undefined,
    clock: Pick<Clock, 'startTimer'>,
    onComplete: () => void,
  ) {
    this.#content = content;
    this.#provider = provider;
    this.#pathOf = pathOf;
    this.#clock = clock;
    this.#onComplete = onComplete;
  }

  /**
   * Resolves when all bytes of the range are here.
   *
   * @throws FileSystemError `ENOSPC` where the disk has no room for them
   */
  async fetch(range: ByteRange): Promise<void> {
    this.request(range);
    if (this.#content.missing(range).length === 0) return;
    if (this.#diskFull) throw new FileSystemError('ENOSPC', 'the disk of the cache is full');
    await new Promise<void>((resolve, reject) => {
      this.#waiters.add({ range, resolve, reject });
    });
  }

  /** Sets off what is neither here nor on its way, and does not wait. */
  request(range: ByteRange): void {
    if (this.#diskFull) return;
    for (const gap of this.#uncovered(range)) {
      for (let start = gap.start; start < gap.end; start += maxRequestSize) {
        void this.#download({ start, end: Math.min(start + maxRequestSize, gap.end) });
      }
    }
  }

  /** Bytes of the store that find no room here. The last of them are kept in memory, as most programs read straight on. */
  async readThrough({ start, end }: ByteRange): Promise<Uint8Array> {
    const result = new Uint8Array(end - start);
    for (let position = start; position < end; ) {
      const window = position - (position % windowSize);
      if (this.#window?.start !== window) {
        this.#window = { start: window, bytes: this.#readWindow(window) };
      }
      const bytes = await this.#window.bytes;
      const part = bytes.subarray(position - window, end - window);
      if (part.length === 0) throw new FileSystemError('EIO', 'the store sent less than it has');
      result.set(part, position - start);
      position += part.length;
    }
    return result;
  }

  async #readWindow(start: number): Promise<Uint8Array> {
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of this.#chunks({ start, end: start + windowSize }))
        chunks.push(chunk);
      return Buffer.concat(chunks);
    } catch (error) {
      this.#window = undefined;
      throw error;
    }
  }

  /** Bytes of the range that are neither here nor on their way. */
  uncoveredLength(range: ByteRange): number {
    return this.#uncovered(range).reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** Ends all requests. Whoever still waits is told. */
  stop(): void {
    this.#abort.abort(new FileSystemError('EIO', 'the file was closed'));
  }

  #uncovered(range: ByteRange): readonly ByteRange[] {
    let gaps = this.#content.missing(range);
    for (const { range: coming } of this.#downloads) {
      gaps = gaps.flatMap((gap) => subtract(gap, coming));
    }
    return gaps;
  }

  async #download(range: ByteRange): Promise<void> {
    const download: Download = { range };
    this.#downloads.add(download);
    try {
      await this.#receive(download);
      this.#downloads.delete(download);
      if (this.#content.complete && this.#downloads.size === 0) this.#onComplete();
    } catch (error) {
      this.#downloads.delete(download);
      this.#diskFull ||= isDiskFull(error);
      this.#fail(download.range, error);
    }
    this.#serve();
  }

  /** What the store sends of a range, piece by piece. */
  async *#chunks({ start, end }: ByteRange): AsyncGenerator<Uint8Array, void, undefined> {
    const { base } = this.#content;
    const path = base && (this.#pathOf(base.ino) ?? base.path);
    if (base === undefined || path === undefined) {
      throw new FileSystemError('EIO', 'the store no longer has the bytes that are missing here');
    }
    using patience = new Patience(this.#clock);
    const { body } = await this.#provider.read({
      path,
      revision: base.revision,
      offset: start,
      length: end - start,
      signal: AbortSignal.any([this.#abort.signal, patience.signal]),
    });
    for await (const chunk of body) {
      yield chunk;
      patience.renew();
    }
  }

  async #receive(download: Download): Promise<void> {
    const { start, end } = download.range;
    let position = start;
    for await (const chunk of this.#chunks(download.range)) {
      await this.#content.fill(position, chunk);
      position += chunk.byteLength;
      download.range = { start: Math.min(position, end), end };
      this.#serve();
    }
    if (position < end) {
      throw new FileSystemError(
        'EIO',
        `the store sent ${position - start} of ${end - start} bytes`,
      );
    }
  }

  #serve(): void {
    for (const waiter of this.#waiters) {
      if (this.#content.missing(waiter.range).length > 0) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  #fail(range: ByteRange, error: unknown): void {
    for (const waiter of this.#waiters) {
      if (waiter.range.start >= range.end || waiter.range.end <= range.start) continue;
      this.#waiters.delete(waiter);
      waiter.reject(error);
    }
  }
}

function subtract(range: ByteRange, hole: ByteRange): readonly ByteRange[] {
  const before = { start: range.start, end: Math.min(range.end, hole.start) };
  const after = { start: Math.max(range.start, hole.end), end: range.end };
  return [before, after].filter(({ start, end }) => start < end);
}
