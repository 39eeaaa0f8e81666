import type { Clock } from '../clock/clock.ts';
import type { StorageError } from '../error/storage-error.ts';
import type { OperationName } from '../operation/operation-name.ts';

export interface RetryOptions {
  /** How often a call is sent at most, the first time included. 5 unless told. */
  readonly attempts?: number | undefined;
  /** Longest pause before the second attempt, in milliseconds. It doubles from one to the next. 250 unless told. */
  readonly baseDelayMs?: number | undefined;
  /** Longest pause, in milliseconds, unless the store asks for a longer one. 30 s unless told. */
  readonly maxDelayMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** At least 0, below 1. */
  readonly random?: (() => number) | undefined;
  /** Told before each pause. */
  readonly onRetry?: ((retry: PlannedRetry) => void) | undefined;
}

export interface PlannedRetry {
  readonly operation: OperationName;
  readonly error: StorageError;
  /** How often the call was sent so far. */
  readonly attempt: number;
  readonly delayMs: number;
}
