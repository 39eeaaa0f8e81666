import { StorageError } from '@mooring/core';

/** The same error of a change that may have been made all the same. */
export function asUncertain(error: StorageError): StorageError {
  return withCertainty(error, true);
}

/** The same error of a change that the store was seen not to have made. */
export function asCertain(error: StorageError): StorageError {
  return withCertainty(error, false);
}

function withCertainty(error: StorageError, mayHaveApplied: boolean): StorageError {
  const { code, message, cause, details, retryable } = error;
  return new StorageError(code, message, { cause, details, retryable, mayHaveApplied });
}
