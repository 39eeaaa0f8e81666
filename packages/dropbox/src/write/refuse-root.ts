import { StorageError, type StoragePath } from '@mooring/core';

/**
 * The root always exists and cannot be made, replaced, moved or removed.
 *
 * @throws StorageError `invalid-request`
 */
export function refuseRoot(operation: string, path: StoragePath): void {
  if (path !== '/') return;
  throw new StorageError('invalid-request', `${operation} cannot be done to the root`, {
    details: { provider: 'dropbox', operation, path },
  });
}
