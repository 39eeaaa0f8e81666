import { isStorageError } from '../error/is-storage-error.ts';
import type { StorageErrorCode } from '../error/storage-error-code.ts';
import type { OperationName } from '../operation/operation-name.ts';
import type { OperationEvent } from './operation-event.ts';

/** Sums over the calls of one operation. */
export interface OperationCount {
  readonly calls: number;
  readonly aborted: number;
  /** Failed calls by code; `other` for what was no StorageError. */
  readonly failed: Readonly<Partial<Record<StorageErrorCode | 'other', number>>>;
  readonly totalMs: number;
  readonly longestMs: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** Adds events up: `const counts = new OperationCounts(); observe(counts.record)`. */
export class OperationCounts {
  readonly #counts = new Map<OperationName, OperationCount>();

  readonly record = (event: OperationEvent): void => {
    const { operation, durationMs, sentBytes, receivedBytes, outcome, error } = event;
    const count = this.#counts.get(operation) ?? nothing;
    const code = isStorageError(error) ? error.code : 'other';
    this.#counts.set(operation, {
      calls: count.calls + 1,
      aborted: count.aborted + (outcome === 'aborted' ? 1 : 0),
      failed:
        outcome === 'failed'
          ? { ...count.failed, [code]: (count.failed[code] ?? 0) + 1 }
          : count.failed,
      totalMs: count.totalMs + durationMs,
      longestMs: Math.max(count.longestMs, durationMs),
      sentBytes: count.sentBytes + sentBytes,
      receivedBytes: count.receivedBytes + receivedBytes,
    });
  };

  /** The sums so far, of the operations that were called. */
  snapshot(): Readonly<Partial<Record<OperationName, OperationCount>>> {
    return Object.fromEntries(this.#counts);
  }
}

const nothing: OperationCount = {
  calls: 0,
  aborted: 0,
  failed: {},
  totalMs: 0,
  longestMs: 0,
  sentBytes: 0,
  receivedBytes: 0,
};
