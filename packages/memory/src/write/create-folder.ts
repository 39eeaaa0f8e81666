import type { FolderEntry, StoragePath } from '@mooring/core';
import { announceUpsert } from '../changes/announce.ts';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { blockedPath, claimPlace } from '../tree/claim-place.ts';
import { folderNodeEntry } from '../tree/node-entry.ts';

export function createFolder(state: StoreState, path: StoragePath): FolderEntry {
  const location = state.tree.locate(path);
  if (location.kind === 'blocked') throw blockedPath(path);
  if (location.kind === 'found') throw failure('already-exists', `${path} exists`, path);
  const { parent, name } = claimPlace(state, location);
  const folder = state.tree.addFolder(parent, name);
  announceUpsert(state, folder);
  return folderNodeEntry(folder);
}
