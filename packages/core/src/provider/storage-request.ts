import type { StoragePath } from '../path/storage-path.ts';

/** What every call takes: one object, so that a layer can change a part of it without knowing the operation. */
export interface StorageRequest {
  /** Cancels the call, which then rejects with the signal's own reason and is never retried. */
  readonly signal?: AbortSignal | undefined;
}

export interface PathRequest extends StorageRequest {
  readonly path: StoragePath;
}
