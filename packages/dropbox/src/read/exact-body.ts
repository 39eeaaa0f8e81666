import type { Readable } from 'node:stream';
import { StorageError } from '@mooring/core';
import { dropBody } from '../client/drop-body.ts';

/** Which bytes of a transfer are wanted. */
export interface ExactBodyOptions {
  readonly bytes: Readable;
  /** How many bytes at the beginning are not wanted. */
  readonly skip: number;
  /** How many bytes after those are. */
  readonly length: number;
  readonly signal: AbortSignal | undefined;
  /** The error to end with when the transfer breaks. */
  readonly toError: (error: unknown) => StorageError;
}

/**
 * A stream of exactly the bytes that are wanted. It fails when the transfer ends before them, and drops what comes after
 * them, since kept connections have been seen to deliver more than was asked for. Cancelling it ends the transfer.
 */
export function exactBody(options: ExactBodyOptions): ReadableStream<Uint8Array> {
  const { bytes, length, signal, toError } = options;
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let surplus = options.skip;
  let missing = length;

  async function next(): Promise<Uint8Array> {
    for (;;) {
      const { done, value } = await chunks.next();
      if (done) throw new StorageError('unavailable', `the transfer ended ${missing} bytes early`);
      const start = Math.min(surplus, value.byteLength);
      surplus -= start;
      const wanted = Math.min(missing, value.byteLength - start);
      // Callers get plain bytes: the `slice` of a Buffer does not copy.
      if (wanted > 0) return new Uint8Array(value.buffer, value.byteOffset + start, wanted);
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (missing > 0) {
            const chunk = await next();
            missing -= chunk.byteLength;
            controller.enqueue(chunk);
          }
        } catch (error) {
          dropBody(bytes);
          throw signal?.aborted ? signal.reason : toError(error);
        }
        if (missing > 0) return;
        dropBody(bytes);
        controller.close();
      },
      cancel: () => dropBody(bytes),
    },
    { highWaterMark: 0 },
  );
}
