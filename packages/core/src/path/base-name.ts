import type { StoragePath } from './storage-path.ts';

/** The last component of a path; the empty string for the root, which has no name. */
export function baseName(path: StoragePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
