import type { Entry, FileEntry, FolderEntry } from '../entry/entry.ts';
import type { Account } from './account.ts';
import type { BatchOperations } from './batch.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { ContentHasher } from './content-hasher.ts';
import type { ListPage, ListRequest } from './list.ts';
import type { Quota } from './quota.ts';
import type { ReadRequest, ReadResult } from './read.ts';
import type { RelocateRequest } from './relocate.ts';
import type { RemoveRequest } from './remove.ts';
import type { ResumableUploads } from './resumable-uploads.ts';
import type { RevisionHistory } from './revision-history.ts';
import type { PathRequest, StorageRequest } from './storage-request.ts';
import type { StorageTraits } from './storage-traits.ts';
import type { WriteRequest } from './write.ts';

/**
 * A store of files and folders. Seven operations are required; the rest are capabilities, each present as a whole or
 * absent, and `supports` narrows to them.
 *
 * The root is always there, and is never written, moved or removed. A provider puts `guard()` around itself, which sees
 * to paths, names, numbers and aborted signals; `@mooring/contract` checks that, and everything else that is said here.
 *
 * Every call takes one request object, can be cancelled, and fails with a StorageError. A provider refuses rather
 * than pretends: what it cannot do as described it answers with `unsupported`, and no field is ignored.
 */
export interface StorageProvider {
  /** Version of this interface. A change that breaks callers or providers raises it. */
  readonly specVersion: 1;
  /** Short name of the kind of store, for messages: `dropbox`, `memory`. */
  readonly id: string;
  readonly traits: StorageTraits;

  /** The entry at a path; nothing there is `not-found`. The root is a folder with an empty name. */
  stat(request: PathRequest): Promise<Entry>;
  /** One page of what a folder holds; a file is `not-a-folder`. `listPages` and `listEntries` go through them all. */
  list(request: ListRequest): Promise<ListPage>;
  /** The bytes of a file, or of a part of it; a folder is `is-a-folder`. */
  read(request: ReadRequest): Promise<ReadResult>;
  /** Stores a file in one request. Readers see the old content or the new, never a part. */
  write(request: WriteRequest): Promise<FileEntry>;
  /** Creates a folder, and its parents. Anything at the path is `already-exists`, also a folder. */
  createFolder(request: PathRequest): Promise<FolderEntry>;
  /** Removes a file or folder. Nothing at the path is `not-found`. */
  remove(request: RemoveRequest): Promise<void>;
  /** Moves a file, or a folder with all that it holds. Ids and the times that writers gave go along. */
  move(request: RelocateRequest): Promise<Entry>;

  /** Copies inside the store, without the bytes passing through the caller. */
  copy?(request: RelocateRequest): Promise<Entry>;
  quota?(request: StorageRequest): Promise<Quota>;
  account?(request: StorageRequest): Promise<Account>;
  createHasher?(): ContentHasher;
  readonly changes?: ChangeFeed;
  readonly uploads?: ResumableUploads;
  readonly batch?: BatchOperations;
  readonly revisions?: RevisionHistory;

  /** Lets go of connections and timers. No call may follow. */
  dispose?(): Promise<void>;
}
