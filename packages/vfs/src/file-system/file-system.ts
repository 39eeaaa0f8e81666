import type { Attributes, NodeKind } from './attributes.ts';
import type { ExtendedAttributes } from './extended-attributes.ts';
import type { HandleId } from './handle-id.ts';
import type { NodeId } from './node-id.ts';

export interface DirectoryEntry {
  readonly name: string;
  readonly node: NodeId;
  readonly kind: NodeKind;
}

export interface OpenOptions {
  readonly access: 'read' | 'write' | 'read-write';
  /** Every write goes to the end of the file, wherever it was aimed. */
  readonly append?: boolean | undefined;
  readonly truncate?: boolean | undefined;
}

/** The fields that are present are set, the others stay. Times in milliseconds since 1970. */
export interface AttributeChange {
  readonly size?: number | undefined;
  readonly mode?: number | undefined;
  readonly mtime?: number | undefined;
  readonly atime?: number | undefined;
}

export interface OpenedFile {
  readonly attributes: Attributes;
  readonly handle: HandleId;
}

/** Sizes in bytes. What the store does not tell is undefined. */
export interface FileSystemStatistics {
  readonly usedBytes: number;
  readonly totalBytes: number | undefined;
  readonly nodes: number;
  readonly maxNameLength: number;
}

/** What a transport that caches must forget. */
export type Invalidation =
  | { readonly kind: 'entry'; readonly parent: NodeId; readonly name: string }
  | { readonly kind: 'attributes'; readonly node: NodeId }
  | { readonly kind: 'content'; readonly node: NodeId };

/**
 * A POSIX-like file system, in the operations and words of FUSE but with none of its types. Operations name nodes and
 * handles, never paths. Each fails with a FileSystemError.
 *
 * Operations on names and attributes are answered from the local tree. They wait for the network only in a folder that
 * has not been listed yet. `read` waits for bytes that are not here. Nothing else waits.
 */
export interface FileSystem {
  lookup(parent: NodeId, name: string): Promise<Attributes>;
  getattr(node: NodeId): Promise<Attributes>;
  /** With `handle`, a change of size follows the handle's right to write and not the node's mode. */
  setattr(node: NodeId, change: AttributeChange, handle?: HandleId): Promise<Attributes>;
  /** All entries, without `.` and `..`. */
  readdir(folder: NodeId): Promise<readonly DirectoryEntry[]>;
  readlink(node: NodeId): Promise<string>;

  open(node: NodeId, options: OpenOptions): Promise<HandleId>;
  /** Creates and opens a file that must not exist yet. */
  create(parent: NodeId, name: string, mode: number, options: OpenOptions): Promise<OpenedFile>;
  /** At most `length` bytes; fewer only at the end of the file. */
  read(handle: HandleId, offset: number, length: number): Promise<Uint8Array>;
  /** The data must stay as it is until the promise resolves. Resolves to its length: a write is whole or fails. */
  write(handle: HandleId, offset: number, data: Uint8Array): Promise<number>;
  /** Called at each close of a descriptor, which may be several times for one handle. */
  flush(handle: HandleId): Promise<void>;
  /** What was written survives a crash of the machine once this resolves. */
  fsync(handle: HandleId): Promise<void>;
  /** The last close. The handle is gone. */
  release(handle: HandleId): Promise<void>;

  mkdir(parent: NodeId, name: string, mode: number): Promise<Attributes>;
  symlink(parent: NodeId, name: string, target: string): Promise<Attributes>;
  unlink(parent: NodeId, name: string): Promise<void>;
  rmdir(parent: NodeId, name: string): Promise<void>;
  /** Takes the place of what is at the new name, as rename(2) does. */
  rename(parent: NodeId, name: string, newParent: NodeId, newName: string): Promise<void>;

  /** Present where nodes have extended attributes. Without it a transport answers that there are none to be had. */
  readonly extendedAttributes?: ExtendedAttributes;

  /** Never waits and never fails: unknown figures are told as unknown. */
  statfs(): FileSystemStatistics;

  /** Calls the listener for each thing that changed other than through this interface. Returns the way to stop. */
  onInvalidation(listener: (invalidation: Invalidation) => void): () => void;
}
