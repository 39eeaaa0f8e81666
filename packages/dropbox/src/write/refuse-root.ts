import {
  StorageError,
  type StorageErrorCode,
  type StoragePath,
  type WriteMode,
} from '@mooring/core';

/**
 * The root always exists: it cannot be removed, moved, copied or restored.
 *
 * @throws StorageError `invalid-request`
 */
export function refuseRoot(path: StoragePath): void {
  if (path === '/') throw refusal('invalid-request', 'the root stays as it is');
}

/**
 * The root is a folder that nothing can take the place of.
 *
 * @throws StorageError `already-exists`, `is-a-folder`
 */
export function refuseRootAsFile(path: StoragePath, mode: WriteMode): void {
  if (path !== '/') return;
  throw mode === 'create'
    ? refusal('already-exists', 'the root always exists')
    : refusal('is-a-folder', 'the root is a folder');
}

function refusal(code: StorageErrorCode, message: string): StorageError {
  return new StorageError(code, message, { details: { path: '/' } });
}
