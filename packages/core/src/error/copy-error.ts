import { StorageError, type StorageErrorOptions } from './storage-error.ts';

/** The same error, code, message, stack and cause, with some of the rest replaced. */
export function copyError(
  error: StorageError,
  replaced: Omit<StorageErrorOptions, 'cause'>,
): StorageError {
  const { code, message, retryable, mayHaveApplied, details, cause, stack } = error;
  const result = new StorageError(code, message, {
    retryable,
    mayHaveApplied,
    details,
    ...replaced,
    ...('cause' in error ? { cause } : {}),
  });
  if (stack !== undefined) result.stack = stack;
  return result;
}
