import { StorageError, type StorageErrorCode, type StoragePath } from '@mooring/core';

export function failure(code: StorageErrorCode, message: string, path?: StoragePath): StorageError {
  const details = path === undefined ? { provider: 'memory' } : { provider: 'memory', path };
  return new StorageError(code, message, { details });
}
