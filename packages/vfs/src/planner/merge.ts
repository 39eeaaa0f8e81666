import {
  absent,
  type LocalContent,
  type LocalView,
  localViewOf,
  type Place,
  type StoredView,
  sameContent,
  samePlace,
  type Views,
} from '../tree/view.ts';

export type Merge =
  /** Both sides fit together: this is what the user sees from now on, and the remote view is agreed. */
  | { readonly kind: 'merged'; readonly local: LocalView }
  /** Both sides changed the content, or made a file each: the store's keeps the place, ours goes beside it. */
  | { readonly kind: 'keep-both' };

/**
 * The three-way merge of one node. Pure, and the only place that decides between two devices:
 *
 * - A side that did not change takes what the other did.
 * - Edit beats delete, on either side.
 * - Content changed on both sides is a conflict. Whether the bytes are the same after all is for the caller to
 *   find out, since it takes a hash of the local file.
 * - Moved on both sides: the local place wins, and goes out as a move from wherever the store has it now.
 * - A local move alone does not hold against a removal: the bytes may be nowhere but on the store.
 */
export function merge({ local, synced, remote }: Views): Merge {
  if (local.kind === 'absent') return mergeRemoved(synced, remote);
  if (remote.kind === 'absent') return merged(mergeGone(local, synced));
  if (synced.kind === 'absent') return mergeCreated(local, remote);
  const place = mergePlace(local.place, synced, remote.place);
  if (local.kind === 'folder' || remote.kind === 'folder') return merged({ kind: 'folder', place });
  if (local.content.kind === 'stored') {
    return merged({ kind: 'file', place, content: storedLocally(remote.content.revision) });
  }
  const agrees = synced.kind === 'file' && sameContent(synced.content, remote.content);
  return agrees ? merged({ kind: 'file', place, content: local.content }) : { kind: 'keep-both' };
}

function mergeRemoved(synced: StoredView, remote: StoredView): Merge {
  if (synced.kind === 'absent') return merged(localViewOf(remote));
  const edited =
    synced.kind === 'file' &&
    remote.kind === 'file' &&
    !sameContent(synced.content, remote.content);
  return merged(edited ? localViewOf(remote) : absent);
}

function mergeGone(local: LocalView, synced: StoredView): LocalView {
  const ours =
    synced.kind === 'absent' || (local.kind === 'file' && local.content.kind === 'edited');
  return ours ? local : absent;
}

function mergeCreated(local: LocalView, remote: StoredView): Merge {
  return local.kind === 'folder' && remote.kind === 'folder'
    ? merged(local)
    : { kind: 'keep-both' };
}

function mergePlace(local: Place, synced: StoredView, remote: Place): Place {
  const moved = synced.kind !== 'absent' && !samePlace(local, synced.place);
  return moved ? local : remote;
}

function storedLocally(
  revision: Extract<LocalContent, { kind: 'stored' }>['revision'],
): LocalContent {
  return { kind: 'stored', revision };
}

function merged(local: LocalView): Merge {
  return { kind: 'merged', local };
}
