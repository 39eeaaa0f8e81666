import type { Entry } from '../tree/entry.ts';

/** Bytes of all files among the entries. */
export function totalSize(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.revision.size : 0), 0);
}
