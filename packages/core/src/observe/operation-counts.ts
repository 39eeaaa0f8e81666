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
  readonly #counts = new Map<OperationName, Sum>();

  readonly record = (event: OperationEvent): void => {
    let sum = this.#counts.get(event.operation);
    if (sum === undefined) {
      sum = new Sum();
      this.#counts.set(event.operation, sum);
    }
    sum.add(event);
  };

  /** The sums so far, of the operations that were called. */
  snapshot(): Readonly<Partial<Record<OperationName, OperationCount>>> {
    return Object.fromEntries(
      Array.from(this.#counts, ([name, sum]) => [name, { ...sum, failed: { ...sum.failed } }]),
    );
  }
}

class Sum implements OperationCount {
  calls = 0;
  aborted = 0;
  failed: Partial<Record<StorageErrorCode | 'other', number>> = {};
  totalMs = 0;
  longestMs = 0;
  sentBytes = 0;
  receivedBytes = 0;

  add({ durationMs, sentBytes, receivedBytes, outcome, error }: OperationEvent): void {
    this.calls++;
    this.totalMs += durationMs;
    this.longestMs = Math.max(this.longestMs, durationMs);
    this.sentBytes += sentBytes;
    this.receivedBytes += receivedBytes;
    if (outcome === 'aborted') this.aborted++;
    if (outcome !== 'failed') return;
    const code = isStorageError(error) ? error.code : 'other';
    this.failed[code] = (this.failed[code] ?? 0) + 1;
  }
}
