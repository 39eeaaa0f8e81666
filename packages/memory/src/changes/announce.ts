import type { StoragePath } from '@mooring/core';
import type { StoreState } from '../state/store-state.ts';
import type { TreeNode } from '../tree/node.ts';
import { nodeEntry } from '../tree/node-entry.ts';

/** Tells the feed what a node is now. */
export function announceUpsert(state: StoreState, node: TreeNode): void {
  const entry = nodeEntry(node);
  state.journal.append({ change: { kind: 'upsert', entry }, pathKey: state.pathKey(entry.path) });
}

/** Tells the feed that nothing is left at a path. */
export function announceRemoval(state: StoreState, path: StoragePath): void {
  state.journal.append({ change: { kind: 'remove', path }, pathKey: state.pathKey(path) });
}
