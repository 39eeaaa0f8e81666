import type { Entry, FileEntry, FolderEntry, StoragePath } from '@mooring/core';
import type { FileNode, FileVersion, FolderNode, TreeNode } from './node.ts';
import { nodePath } from './node-path.ts';

export function nodeEntry(node: TreeNode): Entry {
  return node.kind === 'file' ? fileNodeEntry(node) : folderNodeEntry(node);
}

export function fileNodeEntry(node: FileNode): FileEntry {
  return versionEntry(nodePath(node), node.name, node.id, node.version);
}

export function folderNodeEntry(node: FolderNode): FolderEntry {
  return { kind: 'folder', path: nodePath(node), name: node.name, id: node.id };
}

export function versionEntry(
  path: StoragePath,
  name: string,
  id: string,
  { revision, size, modifiedAt, mtime, contentHash }: FileVersion,
): FileEntry {
  const entry = { kind: 'file', path, name, id, size, revision, modifiedAt, contentHash } as const;
  return mtime === undefined ? entry : { ...entry, mtime };
}
