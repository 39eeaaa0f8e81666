import type { Capability, StorageProviderWith } from '@mooring/core';

/** Dropbox has every capability of the interface. */
export type DropboxProvider = StorageProviderWith<Capability>;
