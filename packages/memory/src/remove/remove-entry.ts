import type { RemoveRequest } from '@mooring/core';
import { announceRemoval } from '../changes/announce.ts';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { findNode } from '../tree/find-node.ts';
import { nodePath } from '../tree/node-path.ts';

export function removeEntry(
  state: StoreState,
  { path, recursive = false, ifRevision }: Omit<RemoveRequest, 'signal'>,
): void {
  const node = findNode(state, path);
  if (ifRevision !== undefined) {
    if (node.kind === 'folder') throw failure('is-a-folder', `a folder is at ${path}`, path);
    if (node.version.revision !== ifRevision) {
      const text = `${path} is at ${node.version.revision}, and ${ifRevision} was expected`;
      throw failure('conflict', text, path);
    }
  }
  if (node.kind === 'folder' && node.children.size > 0 && !recursive) {
    throw failure('not-empty', `the folder ${path} is not empty`, path);
  }
  const storedPath = nodePath(node);
  state.tree.remove(node);
  announceRemoval(state, storedPath);
}
