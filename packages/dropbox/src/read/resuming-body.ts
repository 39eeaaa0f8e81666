import type { Readable } from 'node:stream';
import { isStorageError, StorageError, sleep } from '@mooring/core';
import { dropBody } from '../client/drop-body.ts';
import { backoffMs } from '../schedule/backoff.ts';

/** Bytes on their way, of which the first few may have to be dropped to come to the wanted offset. */
export interface OpenedBody {
  readonly bytes: Readable;
  readonly skip: number;
}

export interface ResumingBodyOptions {
  readonly first: OpenedBody;
  /** What the body delivers: bytes `start` to `end` of the file, `end` not among them. */
  readonly start: number;
  readonly end: number;
  readonly signal: AbortSignal | undefined;
  /** Opens the same content again, from this byte of the file to `end`. */
  readonly reopen: (from: number) => Promise<OpenedBody>;
}

/** How often in a row the transfer may fail without a single byte in between. */
const maxFailures = 5;

/**
 * A stream that delivers exactly the bytes it was made for. A transfer that breaks or ends early goes on from
 * where it stopped, and bytes beyond the end are dropped, since kept connections have been seen to deliver some.
 */
export function createResumingBody(options: ResumingBodyOptions): ReadableStream<Uint8Array> {
  const { first, start, end, signal, reopen } = options;
  let transfer = startTransfer(first);
  let position = start;
  let failures = 0;

  async function resume(failure: unknown): Promise<void> {
    transfer.end();
    let cause = failure;
    for (;;) {
      signal?.throwIfAborted();
      failures++;
      if (failures > maxFailures) throw toBrokenBody(cause);
      await sleep(backoffMs(failures, cause), signal);
      try {
        transfer = startTransfer(await reopen(position));
        return;
      } catch (error) {
        if (!isStorageError(error) || !error.retryable) throw error;
        cause = error;
      }
    }
  }

  async function next(): Promise<Uint8Array> {
    for (;;) {
      try {
        const chunk = await transfer.next();
        if (chunk !== undefined) return chunk.subarray(0, end - position);
        await resume(new Error('the transfer ended before all bytes had arrived'));
      } catch (error) {
        signal?.throwIfAborted();
        if (isStorageError(error)) throw error;
        await resume(error);
      }
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (position < end) {
          const chunk = await next();
          failures = 0;
          position += chunk.byteLength;
          controller.enqueue(chunk);
        }
        if (position >= end) {
          transfer.end();
          controller.close();
        }
      },
      cancel() {
        transfer.end();
      },
    },
    { highWaterMark: 0 },
  );
}

interface Transfer {
  /** The next bytes, none of them empty; undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  end(): void;
}

function startTransfer({ bytes, skip }: OpenedBody): Transfer {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let surplus = skip;
  return {
    async next() {
      for (;;) {
        const { done, value } = await chunks.next();
        if (done) return undefined;
        const dropped = Math.min(surplus, value.byteLength);
        surplus -= dropped;
        // Callers get plain bytes: the `slice` of a Buffer does not copy.
        if (dropped < value.byteLength) {
          return new Uint8Array(
            value.buffer,
            value.byteOffset + dropped,
            value.byteLength - dropped,
          );
        }
      }
    },
    end: () => dropBody(bytes),
  };
}

function toBrokenBody(cause: unknown): StorageError {
  return isStorageError(cause)
    ? cause
    : new StorageError(
        'unavailable',
        'the download broke off, and so did each attempt to resume it',
        {
          cause,
        },
      );
}
