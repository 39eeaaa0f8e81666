import type { Entry } from '@mooring/core';
import { announceRemoval, announceUpsert } from '../changes/announce.ts';
import type { StoreState } from '../state/store-state.ts';
import type { Place } from '../tree/claim-place.ts';
import type { FileNode, TreeNode } from '../tree/node.ts';
import { nodeEntry } from '../tree/node-entry.ts';
import { nodePath } from '../tree/node-path.ts';
import { walk } from '../tree/walk.ts';
import { publishVersion } from '../write/publish-version.ts';
import { type Relocation, relocationSource, relocationTarget } from './relocation-target.ts';

/** Moves a file or folder. Every file that comes along gets a new revision, as on Dropbox. */
export function moveEntry(state: StoreState, request: Relocation): Entry {
  const node = relocationSource(state, request);
  const oldPath = nodePath(node);
  const place = newSpelling(state, node, request) ?? relocationTarget(state, node, request);
  state.tree.relocate(node, place.parent, place.name);
  announceRemoval(state, oldPath);
  publish(state, node);
  if (node.kind === 'folder') for (const below of walk(node)) publish(state, below);
  return nodeEntry(node);
}

/** The place of the node itself, where only the spelling of its name is to change. */
function newSpelling(state: StoreState, node: TreeNode, { to }: Relocation): Place | undefined {
  const location = state.tree.locate(to);
  if (location.kind !== 'found' || location.node !== node || node.parent === undefined) return;
  const name = to.slice(to.lastIndexOf('/') + 1);
  return state.tree.storedName(name) === node.name ? undefined : { parent: node.parent, name };
}

function publish(state: StoreState, node: TreeNode): void {
  if (node.kind === 'folder') announceUpsert(state, node);
  else publishMovedFile(state, node);
}

function publishMovedFile(state: StoreState, file: FileNode): void {
  const { clock } = state.settings;
  const revision = state.history.nextRevision();
  state.tree.replaceContent(file, { ...file.version, revision, modifiedAt: clock.now() });
  publishVersion(state, file);
}
