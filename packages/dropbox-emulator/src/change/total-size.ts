import type { Entry } from '../tree/entry.ts';

/** Bytes of all files among the entries. */
export function totalSize(entries: Iterable<Entry>): number {
  let total = 0;
  for (const entry of entries) total += entry.kind === 'file' ? entry.revision.size : 0;
  return total;
}
