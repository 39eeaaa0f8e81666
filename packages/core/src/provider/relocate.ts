import type { StoragePath } from '../path/storage-path.ts';
import type { StorageRequest } from './storage-request.ts';

/**
 * A move or a copy of a file, or of a folder with all that it holds. Missing parents of `to` are created. A folder does not
 * go into itself: `invalid-request`. Where case does not count, a move may change the spelling of a name; any other
 * move of an entry onto itself is `already-exists`.
 */
export interface RelocateRequest extends StorageRequest {
  readonly from: StoragePath;
  readonly to: StoragePath;
  /**
   * A file takes the place of a file at `to` in one step. A folder at `to` is `is-a-folder`, a folder at `from`
   * that would replace a file is `not-a-folder`. A provider without the trait `atomicReplace` answers
   * `unsupported`; without `replace`, anything at `to` is `already-exists`.
   */
  readonly replace?: boolean | undefined;
}
