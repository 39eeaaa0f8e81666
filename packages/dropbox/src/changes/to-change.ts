import type { Change } from '@mooring/core';
import { pathOf, type TaggedMetadata, toEntry } from '../entry/to-entry.ts';

/** What an entry of a page of the service says: that something is there, or no longer is. */
export function toChange(metadata: TaggedMetadata): Change {
  const entry = toEntry(metadata);
  return entry === undefined
    ? { kind: 'remove', path: pathOf(metadata) }
    : { kind: 'upsert', entry };
}
