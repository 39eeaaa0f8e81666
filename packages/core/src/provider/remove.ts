import type { Revision } from '../entry/token.ts';
import type { PathRequest } from './storage-request.ts';

export interface RemoveRequest extends PathRequest {
  /** Needed for a folder with content, which is `not-empty` without it. */
  readonly recursive?: boolean | undefined;
  /** Files only: remove exactly this content, else `conflict`. */
  readonly ifRevision?: Revision | undefined;
}
