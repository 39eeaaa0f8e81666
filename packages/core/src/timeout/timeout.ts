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
    const stopListening = signal === undefined ? undefined : forward(signal, controller);
    const patience = new Patience(call, controller, deadlines);
    const inner = next({ ...call.request, signal: controller.signal });
    const answer = patience.wait(inner, answerLimit(call), 'answer');
    if (call.operation !== 'read') {
      return stopListening === undefined ? answer : answer.finally(stopListening);
    }
    return answer.then(
      (result) => {
        // The one operation with a body is `read`, whatever the type parameter may be.
        const { entry, body } = result as ReadResult;
        const watched = watchBody(body, {
          wait: (chunk) => patience.wait(chunk, chunkMs, 'bytes'),
          ...(stopListening === undefined ? {} : { onEnd: stopListening }),
        });
        return { entry, body: watched } as typeof result;
      },
      (error: unknown) => {
        stopListening?.();
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

/** Aborts the controller when the signal is aborted, until the returned function is called. */
function forward(signal: AbortSignal, controller: AbortController): () => void {
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}

/** Waits for what one call has to deliver, and cancels the call when that does not come. */
class Patience {
  readonly #call: OperationCall;
  readonly #controller: AbortController;
  readonly #deadlines: Deadlines;

  constructor(call: OperationCall, controller: AbortController, deadlines: Deadlines) {
    this.#call = call;
    this.#controller = controller;
    this.#deadlines = deadlines;
  }

  /** The promise, or a rejection once the time is up, whether or not the provider listens to the signal. */
  wait<Value>(promise: Promise<Value>, limitMs: number, missing: string): Promise<Value> {
    return new Promise((resolve, reject) => {
      const deadline = this.#deadlines.start(limitMs, () => reject(this.#giveUp(limitMs, missing)));
      promise.then(
        (value) => {
          this.#deadlines.cancel(deadline);
          resolve(value);
        },
        (error: unknown) => {
          this.#deadlines.cancel(deadline);
          reject(error);
        },
      );
    });
  }

  #giveUp(limitMs: number, missing: string): StorageError {
    const { provider, operation, mutates } = this.#call;
    const error = new StorageError('unavailable', `${operation}: no ${missing} for ${limitMs} ms`, {
      mayHaveApplied: mutates,
      details: { provider: provider.id, operation },
    });
    this.#controller.abort(error);
    return error;
  }
}
