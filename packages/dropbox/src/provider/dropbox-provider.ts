import type { Capability, StorageProviderWith } from '@mooring/core';
import type { DropboxExtras } from '../extras/dropbox-extras.ts';

/** Dropbox has every capability of the interface, and some of its own. Layers carry over only those of the interface. */
export interface DropboxProvider extends StorageProviderWith<Capability> {
  readonly extras: DropboxExtras;
}
