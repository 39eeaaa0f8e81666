import type { Change } from '@mooring/core';
import { pathOf, type TaggedMetadata, toEntry } from '../entry/to-entry.ts';

/** What the entries of a page of the service say: that something is there, or no longer is. */
export function toChanges(page: readonly TaggedMetadata[]): readonly Change[] {
  return page.flatMap((metadata): Change | [] => {
    if (metadata['.tag'] === 'deleted') return { kind: 'remove', path: pathOf(metadata) };
    const entry = toEntry(metadata);
    // Of a kind that this version does not know. It is there all the same, so it is no removal.
    return entry === undefined ? [] : { kind: 'upsert', entry };
  });
}
