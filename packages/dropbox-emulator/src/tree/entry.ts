/** Namespaces are the trees that a Dropbox is made of: a home folder, a team's root, each shared folder. */
export type NamespaceId = number;

interface EntryBase {
  /** Primary key of the row. Grows with time, stays with the entry when it moves. */
  readonly row: number;
  readonly namespace: NamespaceId;
  /** What the entry is found by in its namespace: `/a/b` in comparable form, empty for the namespace itself. */
  readonly key: string;
  /** The same path as it was written. */
  readonly path: string;
  readonly id: string;
  /** When the entry last changed, on the scale that all changes share. */
  readonly sequence: number;
}

export interface FolderEntry extends EntryBase {
  readonly kind: 'folder';
  /** The namespace whose content is seen here, for the place where a shared folder is mounted. */
  readonly mount: NamespaceId | undefined;
}

export interface FileEntry extends EntryBase {
  readonly kind: 'file';
  readonly revision: Revision;
}

export type Entry = FileEntry | FolderEntry;

/** What a file holds and says of itself. */
export interface FileState {
  /** Id of the content. */
  readonly content: number;
  readonly size: number;
  readonly contentHash: string;
  /** Seconds since 1970, as the client told. */
  readonly clientModified: number;
  /** Account that wrote it. */
  readonly author: string;
  readonly nature: FileNature;
}

/** The state of a file from one change to the next. Moving a file makes a new one too. */
export interface Revision extends FileState {
  /** Microseconds since 1970, and unique. */
  readonly stamp: number;
  readonly namespace: NamespaceId;
  /** Id of the file. */
  readonly file: string;
  /** Where the file was then, in its namespace. */
  readonly key: string;
  readonly path: string;
}

/** What sets a file apart from plain bytes. */
export type FileNature =
  | { readonly kind: 'plain' }
  /** A link that a desktop client made. Its content is empty. */
  | { readonly kind: 'symlink'; readonly target: string }
  /** A document that lives on the server and can only be exported, from its source. */
  | DocumentNature;

export interface DocumentNature {
  readonly kind: 'document';
  /** What the content is: text of a Paper document, or the bytes that an export gives. */
  readonly source: 'markdown' | 'html' | 'plain_text' | 'bytes';
  /** The format of an export that names none. */
  readonly exportAs: string;
  readonly exportOptions: readonly string[];
  /** Counts the updates of a Paper document. */
  readonly paperRevision: number;
}

/** Something that was here and is gone. */
export interface Deletion {
  readonly namespace: NamespaceId;
  readonly key: string;
  readonly path: string;
  /** Zero when a folder above was deleted and took this along, which clients are not told by itself. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly deletedAt: number;
}
