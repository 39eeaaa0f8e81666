import { StorageError } from '../error/storage-error.ts';
import { findPathProblem } from './find-path-problem.ts';
import type { StoragePath } from './storage-path.ts';

/**
 * Checks that a string is a canonical path and returns it as one. Nothing is repaired: a caller that sends
 * `/a//b` or `/a/` has a mistake that a silent fix would hide.
 *
 * @throws StorageError `invalid-path`
 */
export function toStoragePath(path: string): StoragePath {
  const problem = findPathProblem(path);
  if (problem !== undefined) {
    throw new StorageError('invalid-path', `${JSON.stringify(path)} ${problem}`, {
      details: { path },
    });
  }
  return path as StoragePath;
}
