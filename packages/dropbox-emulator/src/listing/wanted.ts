import type { Entry } from '../tree/entry.ts';
import type { View } from '../view/view.ts';
import type { ListingScope } from './listing-cursor.ts';

/** Whether a listing that reaches an entry tells of it. */
export function isWanted(view: View, scope: ListingScope, entry: Entry): boolean {
  if (!view.shows(entry)) return false;
  if (entry.kind === 'folder') return true;
  return scope.includeNonDownloadableFiles || entry.revision.nature.kind !== 'document';
}
