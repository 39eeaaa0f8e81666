import type { StorageProviderWith } from '@mooring/core';

/** Dropbox has every capability of the interface. */
export type DropboxProvider = StorageProviderWith<
  'account' | 'changes' | 'copy' | 'createHasher' | 'quota' | 'revisions' | 'uploads'
>;
