import type { StoragePath } from './storage-path.ts';
import { toStoragePath } from './to-storage-path.ts';

/**
 * The path of a name, or of several names in turn, below a folder.
 *
 * @throws StorageError `invalid-path`
 */
export function joinPath(folder: StoragePath, ...names: readonly string[]): StoragePath {
  if (names.length === 0) return folder;
  return toStoragePath(`${folder === '/' ? '' : folder}/${names.join('/')}`);
}
