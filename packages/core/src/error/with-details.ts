import { copyError } from './copy-error.ts';
import type { StorageError, StorageErrorDetails } from './storage-error.ts';

/** The same error with more details. What it says of a detail already is replaced. */
export function withDetails(error: StorageError, details: StorageErrorDetails): StorageError {
  return copyError(error, { details: { ...error.details, ...details } });
}
