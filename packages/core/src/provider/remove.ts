import type { Revision } from '../entry/token.ts';
import type { PathRequest } from './storage-request.ts';

export interface RemoveRequest extends PathRequest {
  /** Needed for a folder with content, which is `not-empty` without it. */
  readonly recursive?: boolean | undefined;
  /** Remove exactly this content, else `conflict`. Only files have one: a folder is `is-a-folder`. */
  readonly ifRevision?: Revision | undefined;
}
