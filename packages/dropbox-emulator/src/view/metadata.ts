import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { nameOf } from '../path/split-path.ts';
import type { Deletion, DocumentNature, Entry, FileEntry, FolderEntry } from '../tree/entry.ts';
import { formatRev } from '../tree/rev.ts';
import { formatTimestamp } from '../wire/format-timestamp.ts';
import type { Mount, View } from './view.ts';

/** What a listing or look-up asked to be told besides. */
export interface MetadataOptions {
  readonly includeHasExplicitSharedMembers?: boolean | undefined;
  readonly includePropertyGroups?: boolean | undefined;
  readonly includeRestorableInfo?: boolean | undefined;
  /** For those who came by a shared link, to whom nothing is mounted anywhere. */
  readonly hidesPaths?: boolean | undefined;
  /** Tells the lock on a file, as FileLockMetadata. */
  readonly lockOf?: ((file: string) => JsonObject | undefined) | undefined;
  /** What is known of the picture in a file, as MediaInfo. */
  readonly mediaInfo?: JsonObject | undefined;
}

/**
 * FileMetadata, FolderMetadata and DeletedMetadata as they are seen through a view. The members are in the order of their
 * names, which the encoder of the one wire style then need not make; that of the other has an order of its own.
 */
export class MetadataWriter {
  readonly #view: View;
  readonly #options: MetadataOptions;

  constructor(view: View, options: MetadataOptions = {}) {
    this.#view = view;
    this.#options = options;
  }

  /** With `.tag`, for the places whose declared type is Metadata. */
  entry(entry: Entry): JsonObject {
    return entry.kind === 'file'
      ? this.#file(entry, { '.tag': 'file' })
      : this.#folder(entry, { '.tag': 'folder' });
  }

  /** Without `.tag`, for the places that can only be a file. */
  file(entry: FileEntry): JsonObject {
    return this.#file(entry, {});
  }

  /** Without `.tag`, for the places that can only be a folder. */
  folder(entry: FolderEntry): JsonObject {
    return this.#folder(entry, {});
  }

  deleted(deletion: Deletion): JsonObject {
    const metadata: Metadata = { '.tag': 'deleted' };
    if (this.#options.includeRestorableInfo === true) metadata['is_restorable'] = true;
    this.#place(metadata, deletion, this.#view.mountOf(deletion.namespace));
    return metadata;
  }

  // Assigned one by one and not spread together: a page of a listing does this thousands of times.
  #file(entry: FileEntry, metadata: Metadata): JsonObject {
    const { revision } = entry;
    const { nature } = revision;
    const options = this.#options;
    const mount = this.#view.mountOf(entry.namespace);
    const shared = mount?.isShared === true ? mount : undefined;
    metadata['client_modified'] = formatTimestamp(revision.clientModified);
    if (nature.kind !== 'document') metadata['content_hash'] = revision.contentHash;
    else metadata['export_info'] = exportInfo(nature);
    const lock = options.lockOf?.(entry.id);
    if (lock !== undefined) metadata['file_lock_info'] = lock;
    if (options.includeHasExplicitSharedMembers === true) {
      metadata['has_explicit_shared_members'] = false;
    }
    metadata['id'] = entry.id;
    metadata['is_downloadable'] = nature.kind !== 'document';
    if (options.includeRestorableInfo === true) metadata['is_restorable'] = true;
    if (options.mediaInfo !== undefined) metadata['media_info'] = options.mediaInfo;
    this.#place(metadata, entry, mount, shared);
    if (options.includePropertyGroups === true) metadata['property_groups'] = [];
    metadata['rev'] = formatRev(revision.stamp, revision.namespace);
    metadata['server_modified'] = formatTimestamp(Math.floor(revision.stamp / 1_000_000));
    if (shared !== undefined) metadata['sharing_info'] = fileSharing(shared, revision.author);
    metadata['size'] = revision.size;
    if (nature.kind === 'symlink') metadata['symlink_info'] = { target: nature.target };
    return metadata;
  }

  #folder(entry: FolderEntry, metadata: Metadata): JsonObject {
    const mount = this.#view.mountOf(entry.namespace);
    const parent = mount?.isShared === true ? mount : undefined;
    const mounted = entry.mount === undefined ? undefined : this.#view.mountOf(entry.mount);
    const shared = mounted?.isShared === true ? mounted : undefined;
    metadata['id'] = entry.id;
    this.#place(metadata, entry, mount, parent);
    if (this.#options.includePropertyGroups === true) metadata['property_groups'] = [];
    if (shared !== undefined) metadata['shared_folder_id'] = String(shared.namespace);
    if (shared !== undefined || parent !== undefined) {
      metadata['sharing_info'] = folderSharing(parent, shared);
    }
    return metadata;
  }

  #place(
    metadata: Metadata,
    entry: { readonly key: string; readonly path: string },
    mount: Mount | undefined,
    shared?: Mount,
  ): void {
    metadata['name'] = nameOf(entry.path);
    if (shared !== undefined) metadata['parent_shared_folder_id'] = String(shared.namespace);
    if (mount === undefined || this.#options.hidesPaths === true) return;
    metadata['path_display'] = mount.path + entry.path;
    metadata['path_lower'] = mount.key + entry.key;
  }
}

type Metadata = Record<string, JsonValue>;

function fileSharing(mount: Mount, author: string): JsonObject {
  return {
    modified_by: author,
    parent_shared_folder_id: String(mount.namespace),
    read_only: mount.access === 'viewer',
  };
}

/** For a folder in a shared folder, a shared folder itself, or both. */
function folderSharing(parent: Mount | undefined, shared: Mount | undefined): JsonObject {
  const access = (shared ?? parent)?.access;
  return {
    no_access: false,
    ...(parent === undefined ? {} : { parent_shared_folder_id: String(parent.namespace) }),
    read_only: access === 'viewer',
    ...(shared === undefined ? {} : { shared_folder_id: String(shared.namespace) }),
    traverse_only: false,
  };
}

function exportInfo(nature: DocumentNature): JsonObject {
  return { export_as: nature.exportAs, export_options: nature.exportOptions };
}
