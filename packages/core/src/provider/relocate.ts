import type { StoragePath } from '../path/storage-path.ts';
import type { StorageRequest } from './storage-request.ts';

/** A move or a copy of a file, or of a folder with all that it holds. Missing parents of `to` are created. */
export interface RelocateRequest extends StorageRequest {
  readonly from: StoragePath;
  readonly to: StoragePath;
  /**
   * Takes the place of a file at `to` in one step. A provider without the trait `atomicReplace` answers
   * `unsupported`; without `replace`, anything at `to` is `already-exists`.
   */
  readonly replace?: boolean | undefined;
}
