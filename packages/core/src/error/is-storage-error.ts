import type { StorageError } from './storage-error.ts';
import type { StorageErrorCode } from './storage-error-code.ts';

/**
 * Whether a caught value is a StorageError, and one of the given codes if any are given. Asks for the name rather
 * than the class, since a project may hold two copies of this package.
 */
export function isStorageError<Code extends StorageErrorCode = StorageErrorCode>(
  value: unknown,
  ...codes: readonly Code[]
): value is StorageError & { readonly code: Code } {
  if (!(value instanceof Error) || value.name !== 'StorageError') return false;
  return codes.length === 0 || codes.includes((value as StorageError).code as Code);
}
