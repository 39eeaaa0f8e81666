import { StorageError } from '../error/storage-error.ts';
import type { StoragePath } from './storage-path.ts';

/**
 * Checks that a string is a canonical path and returns it as one. Nothing is repaired: a caller that sends
 * `/a//b` or `/a/` has a mistake that a silent fix would hide.
 *
 * @throws StorageError `invalid-path`
 */
export function toStoragePath(path: string): StoragePath {
  const problem = findProblem(path);
  if (problem !== undefined) {
    throw new StorageError('invalid-path', `${JSON.stringify(path)} ${problem}`, {
      details: { path },
    });
  }
  return path as StoragePath;
}

function findProblem(path: string): string | undefined {
  if (path === '/') return undefined;
  if (!path.startsWith('/')) return 'does not start with a slash';
  if (path.endsWith('/')) return 'ends with a slash';
  if (path.includes('\0')) return 'holds a NUL character';
  for (const name of path.slice(1).split('/')) {
    if (name === '') return 'holds an empty name';
    if (name === '.' || name === '..') return `holds the relative name ${name}`;
  }
  return undefined;
}
