import type { StoragePath } from './storage-path.ts';

/** The names along a path, outermost first; none for the root. */
export function pathNames(path: StoragePath): readonly string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}
