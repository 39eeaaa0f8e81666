import type { StoragePath } from '@mooring/core';
import { announceUpsert } from '../changes/announce.ts';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import type { FolderNode } from './node.ts';
import type { Location } from './tree.ts';

export interface Place {
  readonly parent: FolderNode;
  readonly name: string;
}

/** The free place at the end of a path that was found missing, with the folders on the way to it created. */
export function claimPlace(
  state: StoreState,
  { folder, names }: Extract<Location, { kind: 'missing' }>,
): Place {
  let parent = folder;
  for (const name of names.slice(0, -1)) {
    parent = state.tree.addFolder(parent, name);
    announceUpsert(state, parent);
  }
  return { parent, name: names.at(-1) ?? '' };
}

export function blockedPath(path: StoragePath): Error {
  return failure('not-a-folder', `a file stands on the way to ${path}`, path);
}
