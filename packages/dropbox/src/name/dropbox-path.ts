import type { StoragePath } from '@mooring/core';

/** A path in the form of the service, which spells the root as the empty string and stores names in NFC. */
export type DropboxPath = string;

export function toDropboxPath(path: StoragePath): DropboxPath {
  return path === '/' ? '' : path.normalize('NFC');
}
