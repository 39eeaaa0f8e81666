import type { Entry, FileEntry, FolderEntry } from '../entry/entry.ts';
import type { StorageError } from '../error/storage-error.ts';
import type { RelocateRequest } from './relocate.ts';
import type { RemoveRequest } from './remove.ts';
import type { PathRequest, StorageRequest } from './storage-request.ts';
import type { WriteRequest } from './write.ts';

/** What became of one request of a batch. */
export type Outcome<Value> =
  | { readonly status: 'done'; readonly value: Value }
  | { readonly status: 'failed'; readonly error: StorageError };

/** One signal cancels the whole batch; the requests in it carry none of their own. */
export interface BatchRequest<Request extends StorageRequest> extends StorageRequest {
  readonly requests: readonly Omit<Request, 'signal'>[];
}

export interface BatchLimits {
  /** Most requests that one round to the store can carry. More are taken, and sent in several rounds. */
  readonly maxEntries: number;
  /** Most bytes that one round of `writeMany` can carry. */
  readonly maxBytes: number;
}

/**
 * Many operations for the price of a few requests. Outcomes come one per request, in order; one may fail
 * alone. The call itself rejects only when nothing is known of any of them.
 */
export interface BatchOperations {
  readonly limits: BatchLimits;
  writeMany(request: BatchRequest<WriteRequest>): Promise<readonly Outcome<FileEntry>[]>;
  removeMany(request: BatchRequest<RemoveRequest>): Promise<readonly Outcome<void>[]>;
  moveMany?(request: BatchRequest<RelocateRequest>): Promise<readonly Outcome<Entry>[]>;
  copyMany?(request: BatchRequest<RelocateRequest>): Promise<readonly Outcome<Entry>[]>;
  createFolders?(request: BatchRequest<PathRequest>): Promise<readonly Outcome<FolderEntry>[]>;
}
