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

/**
 * The nodes that a change of these nodes concerns: they and all folders above, here and in the store. A path names its
 * folders, so while the change is on its way a folder that the store moves would make it mean another place.
 */
export function concernedNodes(tree: Tree, nodes: readonly Node[]): ReadonlySet<NodeId> {
  const concerned = new Set<NodeId>();
  const pending = nodes.map(({ ino }) => ino);
  for (let ino = pending.pop(); ino !== undefined; ino = pending.pop()) {
    const node = concerned.has(ino) || ino === rootNode ? undefined : tree.get(ino);
    if (node === undefined) continue;
    concerned.add(ino);
    const remote = remoteView(node);
    if (node.place !== undefined) pending.push(node.place.parent);
    if (remote.kind !== 'absent') pending.push(remote.place.parent);
  }
  return concerned;
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
