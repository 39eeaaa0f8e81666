import { nameKey, pathNames, type StoragePath, type StorageTraits } from '@mooring/core';
import type { FileNode, FileVersion, FolderNode, TreeNode } from './node.ts';

/** What lies at a path, or how far the path leads. */
export type Location =
  | { readonly kind: 'found'; readonly node: TreeNode }
  /** `names` are missing below `folder`; the last is that of the entry itself. */
  | { readonly kind: 'missing'; readonly folder: FolderNode; readonly names: readonly string[] }
  /** A file stands where a folder would have to be. */
  | { readonly kind: 'blocked'; readonly file: FileNode };

/** The folders and files of a store, with names compared by the rule of its traits. */
export class Tree {
  readonly root: FolderNode = {
    kind: 'folder',
    id: 'root',
    name: '',
    parent: undefined,
    children: new Map(),
  };
  /** Sum of the sizes of all files, in bytes. */
  usedBytes = 0;
  readonly #traits: StorageTraits;
  #lastId = 0;

  constructor(traits: StorageTraits) {
    this.#traits = traits;
  }

  key(name: string): string {
    return nameKey(name, this.#traits);
  }

  locate(path: StoragePath): Location {
    const names = pathNames(path);
    let node: TreeNode = this.root;
    for (const [depth, name] of names.entries()) {
      if (node.kind === 'file') return { kind: 'blocked', file: node };
      const child = node.children.get(this.key(name));
      if (child === undefined) return { kind: 'missing', folder: node, names: names.slice(depth) };
      node = child;
    }
    return { kind: 'found', node };
  }

  /** The name in the form in which the store keeps it. */
  storedName(name: string): string {
    return this.#traits.normalization === 'nfc' ? name.normalize('NFC') : name;
  }

  addFolder(parent: FolderNode, name: string): FolderNode {
    const id = this.#nextId();
    const folder: FolderNode = { kind: 'folder', id, name: '', parent, children: new Map() };
    this.#attach(folder, parent, name);
    return folder;
  }

  addFile(
    parent: FolderNode,
    name: string,
    version: FileVersion,
    id: string = this.#nextId(),
  ): FileNode {
    const file: FileNode = { kind: 'file', id, name: '', parent, version };
    this.#attach(file, parent, name);
    this.usedBytes += version.size;
    return file;
  }

  replaceContent(file: FileNode, version: FileVersion): void {
    this.usedBytes += version.size - file.version.size;
    file.version = version;
  }

  /** Takes a node out of the tree, with all below it. */
  remove(node: TreeNode): void {
    this.#detach(node);
    this.usedBytes -= totalSize(node);
  }

  relocate(node: TreeNode, parent: FolderNode, name: string): void {
    this.#detach(node);
    this.#attach(node, parent, name);
  }

  #attach(node: TreeNode, parent: FolderNode, name: string): void {
    node.name = this.storedName(name);
    node.parent = parent;
    parent.children.set(this.key(name), node);
  }

  #detach(node: TreeNode): void {
    node.parent?.children.delete(this.key(node.name));
  }

  #nextId(): string {
    this.#lastId++;
    return `id:${this.#lastId}`;
  }
}

/** Bytes in a file, or in all files below a folder. */
export function totalSize(node: TreeNode): number {
  if (node.kind === 'file') return node.version.size;
  let size = 0;
  for (const child of node.children.values()) size += totalSize(child);
  return size;
}
