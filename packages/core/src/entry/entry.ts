import type { StoragePath } from '../path/storage-path.ts';
import type { Revision } from './token.ts';

interface EntryBase {
  /**
   * Where the entry is. Only the last component is sure to be spelled as stored: a store that ignores case may
   * spell the parents another way, so compare paths by `nameKey`.
   */
  readonly path: StoragePath;
  /** The last component of the path, spelled as stored. Empty for the root. */
  readonly name: string;
  /** Identifies the entry through moves and new content, where the store has such a thing. */
  readonly id?: string;
  /** The account may read the entry but not change it. Absent means it may. */
  readonly readOnly?: true;
}

export interface FileEntry extends EntryBase {
  readonly kind: 'file';
  /** Length of what `read` delivers, in bytes. */
  readonly size: number;
  readonly revision: Revision;
  /** When the store took this revision, in milliseconds since 1970. */
  readonly modifiedAt: number;
  /** When the content was last changed as told by who wrote it, in milliseconds since 1970. */
  readonly mtime?: number;
  /** Hash of the content in the form of the provider's `createHasher`. */
  readonly contentHash?: string;
  /** The file stands for a symbolic link to this target. */
  readonly symlinkTarget?: string;
  /**
   * The file has no bytes of its own and `read` delivers an export of it. `size` may then be 0 until the first
   * read tells, and the content cannot be written back.
   */
  readonly exportAs?: { readonly extension: string };
}

export interface FolderEntry extends EntryBase {
  readonly kind: 'folder';
}

export type Entry = FileEntry | FolderEntry;
