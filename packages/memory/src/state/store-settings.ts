import type { Clock, StorageTraits, UploadLimits } from '@mooring/core';

export interface StoreSettings {
  readonly traits: StorageTraits;
  readonly clock: Clock;
  /** Size of the account, in bytes. */
  readonly totalBytes: number;
  /** Times of files are kept in multiples of this, in milliseconds. */
  readonly mtimeStepMs: number;
  /** Entries on a page of a listing, a history or the feed, where the request does not say. */
  readonly pageSize: number;
  readonly uploadLimits: UploadLimits;
  /** How long an upload session lives, in milliseconds. */
  readonly sessionLifetimeMs: number;
}
