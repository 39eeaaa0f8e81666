import { isStorageError, type RemoveRequest, StorageError } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { findEntry } from '../read/find-entry.ts';

/**
 * The service calls it a conflict too when the revision to be removed is asked of a folder. The same error, unless
 * that is the case.
 */
export async function explainConflict(
  client: DropboxClient,
  { path, ifRevision, signal }: RemoveRequest,
  error: StorageError,
): Promise<StorageError> {
  if (ifRevision === undefined || !isStorageError(error, 'conflict')) return error;
  const entry = await findEntry(client, { path, signal });
  if (entry?.kind !== 'folder') return error;
  return new StorageError(
    'is-a-folder',
    `${JSON.stringify(path)} is a folder, and has no revision`,
    {
      details: error.details,
      cause: error,
    },
  );
}
