import { isStorageError, type StorageError, sleep } from '@mooring/core';
import { backoffMs } from '../schedule/backoff.ts';

const maxAttempts = 5;

/**
 * Repeats a call inside of a larger operation, as long as its failure is a passing one. Only for calls that may be
 * repeated.
 */
export async function persist<Result>(
  send: () => Promise<Result>,
  signal: AbortSignal | undefined,
  isPassing: (error: StorageError) => boolean = ({ retryable }) => retryable,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isStorageError(error) || !isPassing(error) || attempt === maxAttempts) throw error;
      await sleep(backoffMs(attempt, error), signal);
    }
  }
}
