import type { StoragePath } from './storage-path.ts';

/** The folder that holds the path, or undefined for the root, which nothing holds. */
export function parentPath(path: StoragePath): StoragePath | undefined {
  if (path === '/') return undefined;
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : (path.slice(0, slash) as StoragePath);
}
