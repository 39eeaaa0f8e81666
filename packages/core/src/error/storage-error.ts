import type { StorageErrorCode } from './storage-error-code.ts';

export interface StorageErrorDetails {
  /** `id` of the provider that failed. */
  readonly provider?: string;
  /** Name of the failed operation, as in the operation table. */
  readonly operation?: string;
  readonly path?: string;
  /** How long the store asks callers to stay away, in milliseconds. */
  readonly retryAfterMs?: number;
}

export interface StorageErrorOptions {
  /** Whether the same request may succeed later. Follows from the code unless told otherwise. */
  readonly retryable?: boolean | undefined;
  /** Whether the store may have done what was asked although the answer says or looks like failure. */
  readonly mayHaveApplied?: boolean | undefined;
  readonly details?: StorageErrorDetails | undefined;
  /** The provider's own error. Always kept, never shown to callers as a reason to branch. */
  readonly cause?: unknown;
}

/**
 * The one error that providers throw. Callers branch on `code`, never on the message. The exception is an aborted
 * call: it rejects with the reason of its signal, unwrapped.
 */
export class StorageError extends Error {
  override readonly name: 'StorageError' = 'StorageError';
  readonly code: StorageErrorCode;
  readonly retryable: boolean;
  readonly mayHaveApplied: boolean;
  readonly details: StorageErrorDetails;

  constructor(code: StorageErrorCode, message: string, options: StorageErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryable = options.retryable ?? (code === 'rate-limited' || code === 'unavailable');
    this.mayHaveApplied = options.mayHaveApplied ?? false;
    this.details = options.details ?? {};
  }
}
