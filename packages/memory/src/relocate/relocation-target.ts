import { isWithin, type RelocateRequest } from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { blockedPath, claimPlace, type Place } from '../tree/claim-place.ts';
import { findNode } from '../tree/find-node.ts';
import type { FileNode, TreeNode } from '../tree/node.ts';

export type Relocation = Omit<RelocateRequest, 'signal'>;

/** The node that a move or copy starts from, once nothing in the request itself forbids it. */
export function relocationSource(state: StoreState, { from, to, replace }: Relocation): TreeNode {
  if (replace === true && !state.settings.traits.atomicReplace) {
    throw failure('unsupported', 'the store cannot replace an entry in one step', to);
  }
  const node = findNode(state, from);
  const [fromKey, toKey] = [state.pathKey(from), state.pathKey(to)];
  if (node.kind === 'folder' && toKey !== fromKey && isWithin(toKey, fromKey)) {
    throw failure('invalid-request', `${to} lies inside ${from}`, to);
  }
  return node;
}

/**
 * The free place at the end of a move or copy. A file that the request replaces is taken out of it, which the feed
 * learns from the entry that follows.
 */
export function relocationTarget(
  state: StoreState,
  source: TreeNode,
  { to, replace }: Relocation,
): Place {
  const location = state.tree.locate(to);
  if (location.kind === 'blocked') throw blockedPath(to);
  if (location.kind === 'missing') return claimPlace(state, location);
  const { node } = location;
  if (replace !== true || node === source) throw failure('already-exists', `${to} exists`, to);
  const replaced = checkReplaceable(source, node, to);
  state.tree.remove(replaced);
  return { parent: replaced.parent, name: replaced.name };
}

function checkReplaceable(source: TreeNode, target: TreeNode, to: Relocation['to']): FileNode {
  if (target.kind === 'folder') throw failure('is-a-folder', `a folder is at ${to}`, to);
  if (source.kind === 'folder') throw failure('not-a-folder', `a file is at ${to}`, to);
  return target;
}
