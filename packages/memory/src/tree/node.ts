import type { Revision } from '@mooring/core';

/** One content of a file, and what was said about it when it came. */
export interface FileVersion {
  readonly revision: Revision;
  readonly size: number;
  readonly modifiedAt: number;
  readonly mtime: number | undefined;
  readonly contentHash: string;
}

export interface FileNode {
  readonly kind: 'file';
  readonly id: string;
  name: string;
  parent: FolderNode;
  version: FileVersion;
}

export interface FolderNode {
  readonly kind: 'folder';
  readonly id: string;
  name: string;
  /** Undefined for the root only. */
  parent: FolderNode | undefined;
  /** By name key. */
  readonly children: Map<string, TreeNode>;
}

export type TreeNode = FileNode | FolderNode;
