import type { Entry, FileEntry } from '@mooring/core';
import type { Place, StoredContent, StoredView } from './view.ts';

/** An entry of the store as a view, at the place of its node. */
export function storedView(
  entry: Entry,
  place: Place,
): Exclude<StoredView, { readonly kind: 'absent' }> {
  if (entry.kind === 'folder') return { kind: 'folder', place };
  return { kind: 'file', place, content: storedContent(entry) };
}

export function storedContent(entry: FileEntry): StoredContent {
  const { revision, size, contentHash } = entry;
  const mtime = entry.mtime ?? entry.modifiedAt;
  return { revision, size, mtime, ...(contentHash === undefined ? {} : { hash: contentHash }) };
}
