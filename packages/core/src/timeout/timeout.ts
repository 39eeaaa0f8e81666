import { watchBody } from '../body/watch-body.ts';
import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { StorageError } from '../error/storage-error.ts';
import { intercept, type OperationCall } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import { sentBytes } from '../operation/sent-bytes.ts';
import { checkOption } from '../option/check-option.ts';
import type { ReadResult } from '../provider/read.ts';
import { Deadlines } from './deadlines.ts';

/**
 * Times are in milliseconds. Each may be exceeded by a quarter of `answerMs` or `chunkMs`, whichever is shorter, before it
 * takes effect.
 */
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

/** Without a limit to go by, in milliseconds. */
const longestTickMs = 60_000;

/** What providers wait where the request does not say, in milliseconds. */
const usualWaitMs = 30_000;

/**
 * Ends calls and bodies that hang, with `unavailable`, and cancels them below. Stands inside `retry`, so that each attempt
 * has its own time.
 */
export function timeout(options: TimeoutOptions = {}): StorageLayer {
  const { answerMs = 60_000, chunkMs = 60_000, waitGraceMs = 120_000 } = options;
  const { slowestBytesPerSecond = 16 * 1024, clock = systemClock } = options;
  checkOption('answerMs', answerMs, answerMs > 0, 'above 0');
  checkOption('chunkMs', chunkMs, chunkMs > 0, 'above 0');
  checkOption('waitGraceMs', waitGraceMs, waitGraceMs >= 0, 'at least 0');
  const speed = slowestBytesPerSecond;
  checkOption('slowestBytesPerSecond', speed, speed > 0, 'above 0');
  const deadlines = new Deadlines(clock, Math.min(answerMs, chunkMs, longestTickMs * 8) / 8);

  return intercept((call, next) => {
    const { signal } = call.request;
    signal?.throwIfAborted();
    const controller = new AbortController();
    const stopListening = signal === undefined ? undefined : forward(signal, controller);
    const inner = next({ ...call.request, signal: controller.signal });
    const answer = within(answerLimit(call), 'answer', inner, call, controller);
    if (call.operation !== 'read') {
      return stopListening === undefined ? answer : answer.finally(stopListening);
    }
    return answer.then(
      (result) => {
        // The one operation with a body is `read`, whatever the type parameter may be.
        const { entry, body } = result as ReadResult;
        const watched = watchBody(body, {
          wait: (chunk) => within(chunkMs, 'bytes', chunk, call, controller),
          ...(stopListening === undefined ? {} : { onEnd: stopListening }),
        });
        return { entry, body: watched } as typeof result;
      },
      (error: unknown) => {
        stopListening?.();
        // Nobody will read the body of an answer that comes after all.
        const late = inner as Promise<unknown> as Promise<ReadResult>;
        late.then(({ body }) => body.cancel(error)).catch(() => undefined);
        throw error;
      },
    );
  });

  /** The promise, or a rejection once the time is up, whether or not the provider listens to the signal. */
  function within<Value>(
    limitMs: number,
    missing: string,
    promise: Promise<Value>,
    call: OperationCall,
    controller: AbortController,
  ): Promise<Value> {
    return new Promise((resolve, reject) => {
      const deadline = deadlines.start(limitMs, () =>
        reject(giveUp(limitMs, missing, call, controller)),
      );
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

  function answerLimit({ operation, request }: OperationCall): number {
    const { timeoutMs = usualWaitMs }: AnyRequest = request;
    if (operation === 'changes.wait') return timeoutMs + waitGraceMs;
    return answerMs + Math.ceil((sentBytes(request) / slowestBytesPerSecond) * 1000);
  }
}

/** Aborts the controller when the signal is aborted, until the returned function is called. */
function forward(signal: AbortSignal, controller: AbortController): () => void {
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}

/** Why a call is given up, and cancelled below. */
function giveUp(
  limitMs: number,
  missing: string,
  { provider, operation, mutates }: OperationCall,
  controller: AbortController,
): StorageError {
  const error = new StorageError('unavailable', `${operation}: no ${missing} for ${limitMs} ms`, {
    mayHaveApplied: mutates,
    details: { provider: provider.id, operation },
  });
  controller.abort(error);
  return error;
}
