import type { Entry, FileEntry, FolderEntry, Revision, StoragePath } from '@mooring/core';
import type { files } from 'dropbox';
import { exportExtension } from './export-extension.ts';

/** A file or folder as a route answers it that knows which of the two it is. */
type FolderMetadata = Omit<files.FolderMetadata, '.tag'>;
type FileMetadata = Omit<files.FileMetadata, '.tag'>;

/** Metadata where the service says by its tag what it is. */
export type TaggedMetadata =
  | files.FileMetadataReference
  | files.FolderMetadataReference
  | files.DeletedMetadataReference;

/** The entry of a tagged answer; undefined for what was deleted, and for kinds that the service may bring some day. */
export function toEntry(metadata: TaggedMetadata): Entry | undefined {
  switch (metadata['.tag']) {
    case 'file':
      return toFileEntry(metadata);
    case 'folder':
      return toFolderEntry(metadata);
    case 'deleted':
      return undefined;
  }
  return undefined;
}

export function toFileEntry(metadata: FileMetadata): FileEntry {
  const shared = {
    kind: 'file',
    path: pathOf(metadata),
    name: metadata.name,
    id: metadata.id,
    revision: metadata.rev as Revision,
    modifiedAt: Date.parse(metadata.server_modified),
    mtime: Date.parse(metadata.client_modified),
    ...markReadOnly(metadata.sharing_info?.read_only),
    ...markSymlink(metadata.symlink_info?.target),
  } as const;
  if (metadata.is_downloadable === false) {
    // The size that the service names is not that of the export, which nobody knows before it is made.
    return { ...shared, size: 0, exportAs: { extension: exportExtension(metadata.export_info) } };
  }
  const { size, content_hash } = metadata;
  // Some servers send null for a field that others leave out, whatever the types say.
  const contentHash = content_hash ?? undefined;
  return { ...shared, size, ...(contentHash === undefined ? {} : { contentHash }) };
}

export function toFolderEntry(metadata: FolderMetadata): FolderEntry {
  const sharing = metadata.sharing_info;
  return {
    kind: 'folder',
    path: pathOf(metadata),
    name: metadata.name,
    id: metadata.id,
    ...markReadOnly(sharing?.read_only || sharing?.traverse_only || sharing?.no_access),
  };
}

function markSymlink(symlinkTarget: string | undefined): { readonly symlinkTarget?: string } {
  return symlinkTarget === undefined ? {} : { symlinkTarget };
}

function markReadOnly(readOnly: boolean | undefined): { readonly readOnly?: true } {
  return readOnly === true ? { readOnly } : {};
}

/**
 * The path of anything that is mounted. Its last name is spelled as stored; the parents may be spelled otherwise, and
 * `path_display` promises no more.
 */
export function pathOf(
  metadata: Pick<files.Metadata, 'path_display' | 'path_lower' | 'name'>,
): StoragePath {
  return (metadata.path_display ?? metadata.path_lower ?? `/${metadata.name}`) as StoragePath;
}
