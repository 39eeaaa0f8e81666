import type { Revision } from '@mooring/core';
import { samePlace, type Views } from '../tree/view.ts';

/** The next thing to tell the store about one node. */
export type Step =
  | { readonly kind: 'settled' }
  /** The node is nowhere any more. */
  | { readonly kind: 'forget' }
  /** The store has changed since the last agreement: merge before anything is sent. */
  | { readonly kind: 'merge' }
  | { readonly kind: 'create-folder' }
  | { readonly kind: 'move' }
  | { readonly kind: 'remove'; readonly revision: Revision | undefined }
  | { readonly kind: 'upload'; readonly base: Revision | undefined };

/**
 * What to do next about a node: a pure function of its three views. One step at a time: the step changes the views,
 * and the plan is made anew. So nothing is ever replayed, and what was done and undone in between is never sent.
 */
export function plan(views: Views): Step {
  const { local, synced, remote } = views;
  if (!sameStored(synced, remote)) return { kind: 'merge' };
  if (local.kind === 'absent') {
    if (synced.kind === 'absent') return { kind: 'forget' };
    return {
      kind: 'remove',
      revision: synced.kind === 'file' ? synced.content.revision : undefined,
    };
  }
  if (synced.kind === 'absent') {
    return local.kind === 'folder'
      ? { kind: 'create-folder' }
      : { kind: 'upload', base: undefined };
  }
  if (!samePlace(local.place, synced.place)) return { kind: 'move' };
  if (local.kind === 'file' && synced.kind === 'file' && local.content.kind === 'edited') {
    return { kind: 'upload', base: synced.content.revision };
  }
  return { kind: 'settled' };
}

function sameStored(a: Views['synced'], b: Views['remote']): boolean {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind;
  if (!samePlace(a.place, b.place)) return false;
  if (a.kind === 'file' && b.kind === 'file') return a.content.revision === b.content.revision;
  return a.kind === b.kind;
}
