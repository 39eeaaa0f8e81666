import { type FolderEntry, rootPath } from '@mooring/core';

/** The root, which the service gives no metadata of. */
export const rootEntry: FolderEntry = { kind: 'folder', path: rootPath, name: '' };
