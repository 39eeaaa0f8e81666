import type { Clock } from '../clock/clock.ts';
import { sleep } from '../clock/sleep.ts';
import { isStorageError } from '../error/is-storage-error.ts';
import { StorageError } from '../error/storage-error.ts';
import type { ReadRequest, ReadResult } from '../provider/read.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';

/** Longest pause that grows by itself. What the store asks for may be longer. */
const maxDelayMs = 30_000;

export interface ResumePolicy {
  readonly attempts: number;
  readonly baseDelayMs: number;
  readonly clock: Clock;
}

/** The body of a read that goes on in a new one when it breaks. */
export function resumingBody(
  provider: StorageProvider,
  request: ReadRequest,
  { entry, body }: ReadResult,
  { attempts, baseDelayMs, clock }: ResumePolicy,
): ReadableStream<Uint8Array> {
  const { offset = 0, length = Number.POSITIVE_INFINITY } = request;
  const end = Math.min(offset + length, entry.size);
  // Whoever cancels the body may do so while it is being opened again.
  const cancelled = new AbortController();
  const signal =
    request.signal === undefined
      ? cancelled.signal
      : AbortSignal.any([request.signal, cancelled.signal]);
  let position = offset;
  let reader = body.getReader();
  let broken: StorageError | undefined;
  let failures = 0;

  /** The next chunk; undefined at the end. */
  async function read(): Promise<Uint8Array | undefined> {
    const { done, value } = await reader.read();
    if (!done) return value;
    if (position >= end) return undefined;
    throw new StorageError('unavailable', `the body ended ${end - position} bytes early`, {
      details: { provider: provider.id, operation: 'read', path: request.path },
    });
  }

  async function reopen({ details: { retryAfterMs = 0 } }: StorageError): Promise<void> {
    const backoff = failures > 1 ? Math.min(baseDelayMs * 2 ** (failures - 2), maxDelayMs) : 0;
    const delayMs = Math.max(backoff, retryAfterMs);
    if (delayMs > 0) await sleep(delayMs, signal, clock);
    const rest = { offset: position, length: end - position, revision: entry.revision, signal };
    const result = await provider.read({ ...request, ...rest });
    reader = result.body.getReader();
    broken = undefined;
    // A provider that does not look at the signal has opened a body that nobody wants any more.
    if (cancelled.signal.aborted) await reader.cancel(cancelled.signal.reason);
  }

  async function readOn(): Promise<Uint8Array | undefined> {
    for (;;) {
      try {
        if (broken !== undefined) await reopen(broken);
        const chunk = await read();
        failures = 0;
        return chunk;
      } catch (error) {
        signal.throwIfAborted();
        if (!isStorageError(error) || !error.retryable || ++failures > attempts) throw error;
        broken = error;
      }
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await readOn();
        if (cancelled.signal.aborted) return;
        if (chunk === undefined) {
          controller.close();
          return;
        }
        position += chunk.byteLength;
        controller.enqueue(chunk);
      },
      async cancel(reason) {
        cancelled.abort(reason);
        if (broken === undefined) await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
