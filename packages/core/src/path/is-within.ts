import type { StoragePath } from './storage-path.ts';

/** Whether a path is the folder itself or lies anywhere below it. Compares as written: pass keys to ignore case. */
export function isWithin(path: StoragePath, folder: StoragePath): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}
