import type { FileEntry } from '../entry/entry.ts';
import type { PageCursor, Revision } from '../entry/token.ts';
import type { PathRequest } from './storage-request.ts';

export interface ListRevisionsRequest extends PathRequest {
  readonly cursor?: PageCursor | undefined;
  readonly pageSize?: number | undefined;
}

export interface RevisionPage {
  /** Newest first. */
  readonly revisions: readonly FileEntry[];
  readonly next?: PageCursor;
}

export interface RestoreRequest extends PathRequest {
  readonly revision: Revision;
}

/** Old contents of files. A provider that has this also reads them: `read` with a revision never says `conflict` for one listed here. */
export interface RevisionHistory {
  /** Works for a removed file too. A path where there never was a file is `not-found`, a folder `is-a-folder`. */
  list(request: ListRevisionsRequest): Promise<RevisionPage>;
  /** Puts an old content back at the path, as a new revision. A revision that the path never had is `not-found`. */
  restore(request: RestoreRequest): Promise<FileEntry>;
}
