import type { Clock } from '../clock/clock.ts';
import { sleep } from '../clock/sleep.ts';
import { isStorageError } from '../error/is-storage-error.ts';
import { StorageError } from '../error/storage-error.ts';
import type { ReadRequest, ReadResult } from '../provider/read.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';

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
  const { offset = 0, length = Number.POSITIVE_INFINITY, signal } = request;
  const end = Math.min(offset + length, entry.size);
  let position = offset;
  let reader = body.getReader();
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

  async function reopen(): Promise<void> {
    if (failures > 1) await sleep(baseDelayMs * 2 ** (failures - 2), signal, clock);
    const rest = { offset: position, length: end - position, revision: entry.revision };
    const result = await provider.read({ ...request, ...rest });
    reader = result.body.getReader();
  }

  async function readOn(): Promise<Uint8Array | undefined> {
    for (let reopening = false; ; reopening = true) {
      try {
        if (reopening) await reopen();
        const chunk = await read();
        failures = 0;
        return chunk;
      } catch (error) {
        failures++;
        const hopeless = signal?.aborted || !isStorageError(error) || !error.retryable;
        if (hopeless || failures > attempts) throw error;
      }
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await readOn();
        if (chunk === undefined) {
          controller.close();
          return;
        }
        position += chunk.byteLength;
        controller.enqueue(chunk);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
