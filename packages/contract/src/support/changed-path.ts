import type { Change, StoragePath } from '@mooring/core';

/** Where a change happened. */
export function changedPath(change: Change): StoragePath {
  return change.kind === 'upsert' ? change.entry.path : change.path;
}
