import { watchBody } from '../body/watch-body.ts';
import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { StorageError } from '../error/storage-error.ts';
import { intercept, type OperationCall } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import { sentBytes } from '../operation/sent-bytes.ts';
import type { ReadResult } from '../provider/read.ts';
import { Deadlines } from './deadlines.ts';

/** Times are in milliseconds. Each may be exceeded by a quarter of the shortest before it takes effect. */
export interface TimeoutOptions {
  /** Most time for an answer. 60 s unless told. */
  readonly answerMs?: number | undefined;
  /** Content gets the time that it takes at this speed on top, in bytes per second. 16 KiB/s unless told. */
  readonly slowestBytesPerSecond?: number | undefined;
  /** Most time between two chunks of a body that somebody waits for. 60 s unless told. */
  readonly chunkMs?: number | undefined;
  /** What a `changes.wait` gets on top of the time that it was asked to wait. 120 s unless told. */
  readonly waitGraceMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/** What providers wait where the request does not say, in milliseconds. */
const usualWaitMs = 30_000;

/**
 * Ends calls and bodies that hang, with `unavailable`, and cancels them below. Stands inside `retry`, so that each attempt
 * has its own time.
 */
export function timeout(options: TimeoutOptions = {}): StorageLayer {
  const { answerMs = 60_000, chunkMs = 60_000, waitGraceMs = 120_000 } = options;
  const { slowestBytesPerSecond = 16 * 1024, clock = systemClock } = options;
  const deadlines = new Deadlines(clock, Math.min(answerMs, chunkMs, waitGraceMs) / 8);

  return intercept((call, next) => {
    const { signal } = call.request;
    signal?.throwIfAborted();
    const controller = new AbortController();
    const forward = () => controller.abort(signal?.reason);
    signal?.addEventListener('abort', forward, { once: true });
    const stopListening = () => signal?.removeEventListener('abort', forward);

    /** The promise, or a rejection once the time is up; what is below is cancelled then. */
    function inTime<Value>(promise: Promise<Value>, limitMs: number, missing: string) {
      return new Promise<Value>((resolve, reject) => {
        const deadline = deadlines.start(limitMs, () => {
          const error = timeoutError(call, missing, limitMs);
          controller.abort(error);
          reject(error);
        });
        promise.then(
          (value) => {
            deadlines.cancel(deadline);
            resolve(value);
          },
          (error: unknown) => {
            deadlines.cancel(deadline);
            reject(error);
          },
        );
      });
    }

    const inner = next({ ...call.request, signal: controller.signal });
    const answer = inTime(inner, answerLimit(call), 'answer');
    if (call.operation !== 'read') return signal ? answer.finally(stopListening) : answer;
    return answer.then(
      (result) => {
        // The one operation with a body is `read`, whatever the type parameter may be.
        const { entry, body } = result as ReadResult;
        const watched = watchBody(body, {
          wait: (chunk) => inTime(chunk, chunkMs, 'bytes'),
          onEnd: stopListening,
        });
        return { entry, body: watched } as typeof result;
      },
      (error: unknown) => {
        stopListening();
        throw error;
      },
    );
  });

  function answerLimit({ operation, request }: OperationCall): number {
    const { timeoutMs = usualWaitMs }: AnyRequest = request;
    if (operation === 'changes.wait') return timeoutMs + waitGraceMs;
    return answerMs + Math.ceil((sentBytes(request) / slowestBytesPerSecond) * 1000);
  }
}

function timeoutError(
  { provider, operation, mutates }: OperationCall,
  missing: string,
  limitMs: number,
): StorageError {
  return new StorageError('unavailable', `${operation}: no ${missing} for ${limitMs} ms`, {
    mayHaveApplied: mutates,
    details: { provider: provider.id, operation },
  });
}
