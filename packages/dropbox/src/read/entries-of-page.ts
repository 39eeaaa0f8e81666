import { type Change, type Entry, isWithin, nameKey, type StoragePath } from '@mooring/core';
import { nameRule } from '../name/name-rule.ts';

/**
 * What is there at the end of a page of a listing. The store changes while it is listed, so a page may name something
 * twice, and may take back what it has named before.
 */
export function entriesOfPage(page: readonly Change[]): readonly Entry[] {
  const entries = new Map<StoragePath, Entry>();
  for (const change of page) {
    const path = change.kind === 'remove' ? change.path : change.entry.path;
    const key = nameKey(path, nameRule) as StoragePath;
    const before = entries.get(key);
    entries.delete(key);
    if (change.kind === 'remove') removeInside(entries, key);
    else {
      // A folder keeps what is in it, and a file has nothing in it.
      if (change.entry.kind === 'file' && before?.kind === 'folder') removeInside(entries, key);
      entries.set(key, change.entry);
    }
  }
  return [...entries.values()];
}

function removeInside(entries: Map<StoragePath, Entry>, folder: StoragePath): void {
  for (const key of entries.keys()) {
    if (isWithin(key, folder)) entries.delete(key);
  }
}
