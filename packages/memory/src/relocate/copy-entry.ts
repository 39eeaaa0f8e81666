import type { Entry } from '@mooring/core';
import { announceUpsert } from '../changes/announce.ts';
import type { StoreState } from '../state/store-state.ts';
import type { FolderNode, TreeNode } from '../tree/node.ts';
import { nodeEntry } from '../tree/node-entry.ts';
import { totalSize } from '../tree/tree.ts';
import { checkRoom } from '../write/check-room.ts';
import { publishVersion } from '../write/publish-version.ts';
import { type Relocation, relocationSource, relocationTarget } from './relocation-target.ts';

export function copyEntry(state: StoreState, request: Relocation): Entry {
  const source = relocationSource(state, request);
  checkRoom(state, totalSize(source), request.to);
  const { parent, name } = relocationTarget(state, source, request);
  return nodeEntry(copyInto(state, source, parent, name));
}

function copyInto(state: StoreState, source: TreeNode, parent: FolderNode, name: string): TreeNode {
  if (source.kind === 'file') {
    const modifiedAt = state.settings.clock.now();
    const version = { ...source.version, revision: state.history.nextRevision(), modifiedAt };
    const file = state.tree.addFile(parent, name, version);
    publishVersion(state, file);
    return file;
  }
  const folder = state.tree.addFolder(parent, name);
  announceUpsert(state, folder);
  for (const child of source.children.values()) copyInto(state, child, folder, child.name);
  return folder;
}
