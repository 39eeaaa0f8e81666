import { isStorageError, type PathRequest, type RemoveRequest, StorageError } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { persist } from '../client/persist.ts';
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
  if (!(await isFolder(client, { path, signal }))) return error;
  return new StorageError(
    'is-a-folder',
    `${JSON.stringify(path)} is a folder, and has no revision`,
    {
      details: error.details,
      cause: error,
    },
  );
}

/** No, if that cannot be found out: a conflict that is not explained is better than one that is not told. */
async function isFolder(client: DropboxClient, request: PathRequest): Promise<boolean> {
  try {
    const entry = await persist(() => findEntry(client, request), request.signal);
    return entry?.kind === 'folder';
  } catch (error) {
    if (isStorageError(error)) return false;
    throw error;
  }
}
