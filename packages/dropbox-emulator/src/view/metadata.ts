import type { JsonObject } from '../json/json-value.ts';
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

/** FileMetadata, FolderMetadata and DeletedMetadata as they are seen through a view. */
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
      ? { '.tag': 'file', ...this.file(entry) }
      : { '.tag': 'folder', ...this.folder(entry) };
  }

  /** Without `.tag`, for the places that can only be a file. */
  file(entry: FileEntry): JsonObject {
    const { revision } = entry;
    const { nature } = revision;
    const mount = this.#view.mountOf(entry.namespace);
    return {
      ...this.#place(entry, mount),
      ...(mount?.isShared === true ? { parent_shared_folder_id: String(mount.namespace) } : {}),
      id: entry.id,
      client_modified: formatTimestamp(revision.clientModified),
      server_modified: formatTimestamp(Math.floor(revision.stamp / 1_000_000)),
      rev: formatRev(revision.stamp, revision.namespace),
      size: revision.size,
      ...(this.#options.mediaInfo === undefined ? {} : { media_info: this.#options.mediaInfo }),
      ...(nature.kind === 'symlink' ? { symlink_info: { target: nature.target } } : {}),
      ...(mount?.isShared === true ? { sharing_info: fileSharing(mount, revision.author) } : {}),
      is_downloadable: nature.kind !== 'document',
      ...(nature.kind === 'document' ? { export_info: exportInfo(nature) } : {}),
      ...this.#propertyGroups(),
      ...(this.#options.includeHasExplicitSharedMembers === true
        ? { has_explicit_shared_members: false }
        : {}),
      ...(nature.kind === 'document' ? {} : { content_hash: revision.contentHash }),
      ...this.#lock(entry),
    };
  }

  folder(entry: FolderEntry): JsonObject {
    const mount = this.#view.mountOf(entry.namespace);
    const mounted = entry.mount === undefined ? undefined : this.#view.mountOf(entry.mount);
    const isShared = mount?.isShared === true;
    return {
      ...this.#place(entry, mount),
      ...(isShared ? { parent_shared_folder_id: String(entry.namespace) } : {}),
      id: entry.id,
      ...(mounted?.isShared === true ? { shared_folder_id: String(mounted.namespace) } : {}),
      ...folderSharing(isShared ? mount : undefined, mounted),
      ...this.#propertyGroups(),
    };
  }

  deleted(deletion: Deletion): JsonObject {
    return {
      '.tag': 'deleted',
      ...this.#place(deletion, this.#view.mountOf(deletion.namespace)),
      ...(this.#options.includeRestorableInfo === true ? { is_restorable: true } : {}),
    };
  }

  #place(
    entry: { readonly key: string; readonly path: string },
    mount: Mount | undefined,
  ): JsonObject {
    if (mount === undefined || this.#options.hidesPaths === true) {
      return { name: nameOf(entry.path) };
    }
    return {
      name: nameOf(entry.path),
      path_lower: mount.key + entry.key,
      path_display: mount.path + entry.path,
    };
  }

  #lock(file: FileEntry): JsonObject {
    const lock = this.#options.lockOf?.(file.id);
    return lock === undefined ? {} : { file_lock_info: lock };
  }

  #propertyGroups(): JsonObject {
    return this.#options.includePropertyGroups === true ? { property_groups: [] } : {};
  }
}

function fileSharing(mount: Mount, author: string): JsonObject {
  return {
    read_only: mount.access === 'viewer',
    parent_shared_folder_id: String(mount.namespace),
    modified_by: author,
  };
}

function folderSharing(parent: Mount | undefined, mounted: Mount | undefined): JsonObject {
  const shared = mounted?.isShared === true ? mounted : parent;
  if (shared === undefined) return {};
  return {
    sharing_info: {
      read_only: shared.access === 'viewer',
      ...(parent === undefined ? {} : { parent_shared_folder_id: String(parent.namespace) }),
      ...(mounted === undefined ? {} : { shared_folder_id: String(mounted.namespace) }),
      traverse_only: false,
      no_access: false,
    },
  };
}

function exportInfo(nature: DocumentNature): JsonObject {
  return { export_as: nature.exportAs, export_options: nature.exportOptions };
}
