import { type OperationName, StorageError } from '@mooring/core';

/** The failure of a call whose connection broke. */
export function dropped(
  message: string,
  operation?: OperationName,
  mayHaveApplied = false,
): StorageError {
  const details = operation === undefined ? {} : { operation };
  return new StorageError('unavailable', message, {
    mayHaveApplied,
    cause: new Error('connection reset by the memory store'),
    details: { provider: 'memory', ...details },
  });
}
