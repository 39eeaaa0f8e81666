import { StorageError, type StorageErrorDetails } from './storage-error.ts';

/** The same error with more details. What it says of a detail already is replaced. */
export function withDetails(error: StorageError, details: StorageErrorDetails): StorageError {
  const { code, message, retryable, mayHaveApplied, cause, stack } = error;
  const result = new StorageError(code, message, {
    retryable,
    mayHaveApplied,
    details: { ...error.details, ...details },
    ...('cause' in error ? { cause } : {}),
  });
  if (stack !== undefined) result.stack = stack;
  return result;
}
