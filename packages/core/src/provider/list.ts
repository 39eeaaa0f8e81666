import type { Entry } from '../entry/entry.ts';
import type { ChangeCursor, PageCursor } from '../entry/token.ts';
import type { PathRequest } from './storage-request.ts';

export interface ListRequest extends PathRequest {
  /** Everything below the folder instead of its direct children. */
  readonly recursive?: boolean | undefined;
  /** `next` of the page before. All other fields must be as they were in the first request. */
  readonly cursor?: PageCursor | undefined;
  /** A wish. Pages may be shorter, even empty, and a little longer. */
  readonly pageSize?: number | undefined;
}

export interface ListPage {
  /** In no promised order, except that a recursive listing names a folder before what lies in it. */
  readonly entries: readonly Entry[];
  /** Where the next page begins. Absent on the last page, and only there. */
  readonly next?: PageCursor;
  /**
   * The change feed continues this listing from here: what changed while the pages were read is in the pages or in the
   * feed. A provider with `changes` says so on the last page of every recursive listing, and of others if it can.
   */
  readonly asOf?: ChangeCursor;
}
