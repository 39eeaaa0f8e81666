import type { Revision } from '../entry/token.ts';
import type { PathRequest } from './storage-request.ts';

/** Bytes of a known length that can be sent twice, so that a retry is sound. `fs.openAsBlob` makes one of a file. */
export type Content = Uint8Array | Blob;

/**
 * What must be at the path for a write to go ahead.
 *
 * - `create`: nothing. Anything there is `already-exists`, also with the same bytes.
 * - `overwrite`: nothing, or any file.
 * - `ifRevision`: a file with exactly this revision, else `conflict`, also where it is gone.
 *
 * A folder at the path is `is-a-folder`, except for `create`.
 */
export type WriteMode = 'create' | 'overwrite' | { readonly ifRevision: Revision };

export interface CommitOptions {
  readonly mode: WriteMode;
  /**
   * Stored as the entry's `mtime`, in milliseconds since 1970; a store may keep whole seconds only. A store
   * that already holds these bytes may keep its entry as it is, the old `mtime` included.
   */
  readonly mtime?: number | undefined;
}

/** Missing parent folders are created. */
export interface WriteRequest extends PathRequest, CommitOptions {
  readonly content: Content;
}
