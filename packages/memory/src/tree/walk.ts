import type { FolderNode, TreeNode } from './node.ts';

/** Everything below a folder, a folder before what lies in it. */
export function* walk(folder: FolderNode): Generator<TreeNode, void, undefined> {
  for (const node of folder.children.values()) {
    yield node;
    if (node.kind === 'folder') yield* walk(node);
  }
}
