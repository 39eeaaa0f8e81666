import type { StoragePath, StorageProvider } from '@mooring/core';
import { FileSystemError } from '../error/file-system-error.ts';
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
  readonly #onComplete: () => void;

  /**
   * @param pathOf where the store has a node
   * @param onComplete called when the last missing byte has arrived
   */
  constructor(
    content: Content,
    provider: Pick<StorageProvider, 'read'>,
    pathOf: (ino: NodeId) => StoragePath | undefined,
    onComplete: () => void,
  ) {
    this.#content = content;
    this.#provider = provider;
    this.#pathOf = pathOf;
    this.#onComplete = onComplete;
  }

  /** Resolves when all bytes of the range are here. */
  async fetch(range: ByteRange): Promise<void> {
    this.request(range);
    if (this.#content.missing(range).length === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiters.add({ range, resolve, reject });
    });
  }

  /** Sets off what is neither here nor on its way, and does not wait. */
  request(range: ByteRange): void {
    for (const gap of this.#uncovered(range)) {
      for (let start = gap.start; start < gap.end; start += maxRequestSize) {
        void this.#download({ start, end: Math.min(start + maxRequestSize, gap.end) });
      }
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
      this.#fail(download.range, error);
    }
    this.#serve();
  }

  async #receive(download: Download): Promise<void> {
    const { base } = this.#content;
    const path = base && (this.#pathOf(base.ino) ?? base.path);
    if (base === undefined || path === undefined) {
      throw new FileSystemError('EIO', 'the store no longer has the bytes that are missing here');
    }
    const { start, end } = download.range;
    const { body } = await this.#provider.read({
      path,
      revision: base.revision,
      offset: start,
      length: end - start,
      signal: this.#abort.signal,
    });
    let position = start;
    for await (const chunk of body) {
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
