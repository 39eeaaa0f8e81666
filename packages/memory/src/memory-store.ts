import { type Clock, type StorageTraits, systemClock, type UploadLimits } from '@mooring/core';
import { connect } from './provider/connect.ts';
import type { MemoryProvider } from './provider/memory-provider.ts';
import { StoreState } from './state/store-state.ts';
import { dropboxLikeTraits } from './traits/dropbox-like-traits.ts';

const mebibyte = 1024 * 1024;

export interface MemoryStoreOptions {
  /** How names compare and what is refused. Like Dropbox unless told. */
  readonly traits?: StorageTraits | undefined;
  /** Time, for entries and for calls that wait. That of the machine unless told. */
  readonly clock?: Clock | undefined;
  /** Size of the account, in bytes. 2 GiB unless told. */
  readonly totalBytes?: number | undefined;
  /** Times of files are kept in multiples of this, in milliseconds. 1000 unless told, as on Dropbox. */
  readonly mtimeStepMs?: number | undefined;
  /** Entries on a page where the request does not say. 500 unless told. */
  readonly pageSize?: number | undefined;
  /** Those of Dropbox unless told: 150 MiB a request, parallel chunks in multiples of 4 MiB. */
  readonly uploadLimits?: UploadLimits | undefined;
  /** How long an upload session lives, in milliseconds. 7 days unless told. */
  readonly sessionLifetimeMs?: number | undefined;
}

/** A store in memory. Each client is another device: they share the files and nothing else. */
export interface MemoryStore {
  connect(): MemoryProvider;
  /** Makes every change cursor that was issued so far expire. */
  expireCursors(): void;
  /** Makes every upload session expire. */
  expireSessions(): void;
}

/** A new, empty store. Nothing in it is random: the same calls on the same clock give the same answers. */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const state = new StoreState({
    traits: options.traits ?? dropboxLikeTraits,
    clock: options.clock ?? systemClock,
    totalBytes: options.totalBytes ?? 2048 * mebibyte,
    mtimeStepMs: options.mtimeStepMs ?? 1000,
    pageSize: options.pageSize ?? 500,
    uploadLimits: options.uploadLimits ?? {
      maxWriteSize: 150 * mebibyte,
      maxChunkSize: 150 * mebibyte,
      chunkMultiple: 4 * mebibyte,
    },
    sessionLifetimeMs: options.sessionLifetimeMs ?? 7 * 24 * 60 * 60 * 1000,
  });
  return {
    connect: () => connect(state),
    expireCursors: () => state.journal.expireCursors(),
    expireSessions: () => state.sessions.removeAll(),
  };
}
