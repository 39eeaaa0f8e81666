import { sleep } from '../clock/sleep.ts';
import { systemClock } from '../clock/system-clock.ts';
import { copyError } from '../error/copy-error.ts';
import { isStorageError } from '../error/is-storage-error.ts';
import type { StorageError } from '../error/storage-error.ts';
import { intercept, type OperationCall } from '../layer/intercept.ts';
import type { Invoke } from '../layer/rebuild.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { OperationName, OperationResult } from '../operation/operation-name.ts';
import { checkOption } from '../option/check-option.ts';
import type { RetryOptions } from './retry-options.ts';

/**
 * Sends a call again that failed with a retryable error, after a random pause that grows from one attempt to the next, and
 * never before the time that the store asked for. What may have been applied is sent again only if that is idempotent; the
 * last error then says `mayHaveApplied` for all attempts.
 * A batch is sent again when it failed as a whole; its outcomes are the caller's business.
 */
export function retry(options: RetryOptions = {}): StorageLayer {
  const { attempts = 5, baseDelayMs = 250, maxDelayMs = 30_000 } = options;
  const { clock = systemClock, random = Math.random, onRetry } = options;
  checkOption('attempts', attempts, attempts >= 1, 'at least 1');
  return intercept((call, next) =>
    next(call.request).then(undefined, (error: unknown) => sendAgain(call, next, error)),
  );

  async function sendAgain<Name extends OperationName>(
    call: OperationCall<Name>,
    next: Invoke<Name>,
    firstError: unknown,
  ): Promise<OperationResult<Name>> {
    const { operation, request } = call;
    let error = firstError;
    let applied = false;
    for (let attempt = 1; attempt < attempts && canRetry(error, call); attempt++) {
      applied ||= error.mayHaveApplied;
      const delayMs = pause(error, attempt);
      onRetry?.({ operation, error, attempt, delayMs });
      await sleep(delayMs, request.signal, clock);
      try {
        return await next(request);
      } catch (reason) {
        error = reason;
      }
    }
    throw applied ? answeringForAll(error) : error;
  }

  function pause({ details }: StorageError, attempt: number): number {
    // Full jitter: callers that failed together shall not come back together.
    const jitter = random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
    return (details.retryAfterMs ?? 0) + jitter;
  }
}

/** The error of the last attempt, which has to answer for those before it that may have been applied. */
function answeringForAll(error: unknown): unknown {
  if (!isStorageError(error) || error.mayHaveApplied) return error;
  return copyError(error, { mayHaveApplied: true });
}

function canRetry(error: unknown, { request, idempotent }: OperationCall): error is StorageError {
  if (request.signal?.aborted || !isStorageError(error)) return false;
  return error.retryable && (idempotent || !error.mayHaveApplied);
}
