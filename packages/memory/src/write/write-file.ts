import type { CommitOptions, FileEntry, StoragePath } from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { blockedPath, claimPlace } from '../tree/claim-place.ts';
import type { FileNode, TreeNode } from '../tree/node.ts';
import { fileNodeEntry } from '../tree/node-entry.ts';
import { checkRoom } from './check-room.ts';
import { newVersion, publishVersion } from './publish-version.ts';

/** Puts bytes at a path as the mode allows. The bytes may be changed by the caller afterwards. */
export function writeFile(
  state: StoreState,
  path: StoragePath,
  bytes: Uint8Array,
  { mode, mtime }: CommitOptions,
): FileEntry {
  const location = state.tree.locate(path);
  if (location.kind === 'blocked') throw blockedPath(path);
  if (location.kind === 'found') {
    const file = checkTarget(location.node, path, mode);
    const contentHash = state.contents.add(bytes);
    // The store holds these bytes already: the entry stays as it is, as on Dropbox.
    if (contentHash === file.version.contentHash) return fileNodeEntry(file);
    checkRoom(state, bytes.byteLength - file.version.size, path);
    state.tree.replaceContent(file, newVersion(state, contentHash, bytes.byteLength, mtime));
    return publishVersion(state, file);
  }
  if (typeof mode === 'object') {
    throw failure('conflict', `${path} is gone, and ${mode.ifRevision} was expected there`, path);
  }
  checkRoom(state, bytes.byteLength, path);
  const { parent, name } = claimPlace(state, location);
  const version = newVersion(state, state.contents.add(bytes), bytes.byteLength, mtime);
  return publishVersion(state, state.tree.addFile(parent, name, version));
}

function checkTarget(node: TreeNode, path: StoragePath, mode: CommitOptions['mode']): FileNode {
  if (mode === 'create') throw failure('already-exists', `${path} exists`, path);
  if (node.kind === 'folder') throw failure('is-a-folder', `a folder is at ${path}`, path);
  if (typeof mode === 'object' && mode.ifRevision !== node.version.revision) {
    const text = `${path} is at ${node.version.revision}, and ${mode.ifRevision} was expected`;
    throw failure('conflict', text, path);
  }
  return node;
}
