import { isStorageError, type RemoveRequest, StorageError } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { list } from '../read/list.ts';

/**
 * Makes sure, unless the request says `recursive` or names a revision and so means a file, that no folder with
 * content is at the path.
 *
 * @throws StorageError `not-empty`, `not-found`
 */
export async function checkRemovable(
  client: DropboxClient,
  { path, recursive = false, ifRevision, signal }: RemoveRequest,
): Promise<void> {
  if (recursive || ifRevision !== undefined) return;
  try {
    let page = await list(client, { path, pageSize: 1, signal });
    // A page may be empty and not the last.
    while (page.entries.length === 0 && page.next !== undefined) {
      page = await list(client, { path, cursor: page.next, signal });
    }
    if (page.entries.length === 0) return;
  } catch (error) {
    if (isStorageError(error, 'not-a-folder')) return;
    throw error;
  }
  throw new StorageError('not-empty', `the folder ${JSON.stringify(path)} is not empty`, {
    details: { path },
  });
}
