import type { OperationName } from '../operation/operation-name.ts';
import type { StoragePath } from '../path/storage-path.ts';

/** What one call did, told when it is over. */
export interface OperationEvent {
  /** `id` of the provider. */
  readonly provider: string;
  readonly operation: OperationName;
  /** The path of the request, or that from which it moves or copies. */
  readonly path?: StoragePath;
  /** Where it moves or copies to. */
  readonly to?: StoragePath;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Until the answer, in milliseconds. For a read until the body begins; the event follows when the body is over. */
  readonly durationMs: number;
  /** Bytes of content in the request. */
  readonly sentBytes: number;
  /** Bytes of the body that were taken. */
  readonly receivedBytes: number;
  readonly outcome: 'done' | 'failed' | 'aborted';
  /** What the call, or the body of a read, failed with. */
  readonly error?: unknown;
}
