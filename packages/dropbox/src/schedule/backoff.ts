import { isStorageError } from '@mooring/core';

const firstPauseMs = 100;
const longestPauseMs = 10_000;

/**
 * How long to wait before the attempt after a failure, in milliseconds: as long as the service asked, else twice as
 * long as before, half of it random so that clients which failed together do not come back together.
 */
export function backoffMs(failures: number, cause: unknown): number {
  if (isStorageError(cause) && cause.details.retryAfterMs !== undefined) {
    return cause.details.retryAfterMs;
  }
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
  return pause * (0.5 + Math.random() / 2);
}
