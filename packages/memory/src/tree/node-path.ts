import { rootPath, type StoragePath } from '@mooring/core';
import type { TreeNode } from './node.ts';

/** The path of a node, every name spelled as stored. */
export function nodePath(node: TreeNode): StoragePath {
  let path = '';
  for (let at: TreeNode | undefined = node; at?.parent !== undefined; at = at.parent) {
    path = `/${at.name}${path}`;
  }
  return path === '' ? rootPath : (path as StoragePath);
}
