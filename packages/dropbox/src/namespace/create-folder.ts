import { type FolderEntry, type PathRequest, StorageError } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { settle } from '../client/settle.ts';
import { toFolderEntry } from '../entry/to-entry.ts';
import { createFolderErrors } from '../error/namespace-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { findEntry } from '../read/find-entry.ts';

export async function createFolder(
  client: DropboxClient,
  { path, signal }: PathRequest,
): Promise<FolderEntry> {
  if (path === '/') throw new StorageError('already-exists', 'the root always exists');
  const entry = await settle({
    send: async () => {
      const { result } = await client.call(
        {
          operation: 'createFolder',
          path,
          signal,
          burden: client.commitTo(path),
          errors: createFolderErrors,
        },
        (sdk, options) =>
          sdk.filesCreateFolderV2({ path: toDropboxPath(path), autorename: false }, options),
      );
      return toFolderEntry(result.metadata);
    },
    ask: async () => {
      const entry = await findEntry(client, { path, signal });
      return entry?.kind === 'folder' ? entry : undefined;
    },
    echoes: ['already-exists'],
    signal,
  });
  client.made.note(path);
  return entry;
}
