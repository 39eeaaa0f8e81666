import type { StoragePath } from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import type { FileNode, FolderNode, TreeNode } from './node.ts';

export function findNode(state: StoreState, path: StoragePath): TreeNode {
  const location = state.tree.locate(path);
  if (location.kind !== 'found') throw failure('not-found', `nothing is at ${path}`, path);
  return location.node;
}

export function findFile(state: StoreState, path: StoragePath): FileNode {
  const node = findNode(state, path);
  if (node.kind !== 'file') throw failure('is-a-folder', `a folder is at ${path}`, path);
  return node;
}

export function findFolder(state: StoreState, path: StoragePath): FolderNode {
  const node = findNode(state, path);
  if (node.kind !== 'folder') throw failure('not-a-folder', `a file is at ${path}`, path);
  return node;
}
