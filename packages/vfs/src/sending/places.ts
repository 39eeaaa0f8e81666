import { joinPath, type StoragePath } from '@mooring/core';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, remoteView, syncedView } from '../tree/node.ts';
import type { Tree } from '../tree/tree.ts';

/**
 * Where a node is to lie in the store: under the store's path of the nearest ancestor that it has, and under the user's
 * names from there on, since the store makes missing parents.
 */
export function targetPath(tree: Tree, node: Node): StoragePath | undefined {
  if (node.place === undefined) return undefined;
  const parent = folderPath(tree, node.place.parent);
  return parent && joinPath(parent, node.place.name);
}

function folderPath(tree: Tree, ino: NodeId): StoragePath | undefined {
  const path = tree.remotePath(ino);
  if (path !== undefined) return path;
  const node = tree.get(ino);
  return node && targetPath(tree, node);
}

/** The folders between a node and the nearest ancestor that the store has, from the top down. */
export function missingFolders(tree: Tree, node: Node): readonly Node[] {
  const missing: Node[] = [];
  let parent = node.place?.parent;
  while (parent !== undefined && parent !== rootNode) {
    const folder = tree.get(parent);
    if (folder === undefined || remoteView(folder).kind !== 'absent') break;
    missing.unshift(folder);
    parent = folder.place?.parent;
  }
  return missing;
}

/** All that the store has below a folder, as nodes; parents first. */
export function remoteDescendants(tree: Tree, folder: NodeId): readonly Node[] {
  const found: Node[] = [];
  for (const child of tree.remoteChildren(folder)) {
    found.push(child);
    if (child.kind === 'folder') found.push(...remoteDescendants(tree, child.ino));
  }
  return found;
}

/** The store has made a folder, where the user had it when this node was read. */
export function agreeOnFolder(tree: Tree, { ino, place }: Node): void {
  const node = tree.get(ino);
  if (node === undefined || place === undefined || syncedView(node).kind !== 'absent') return;
  tree.save({ ...node, synced: { kind: 'folder', place }, remote: undefined });
}
