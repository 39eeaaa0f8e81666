import { type Entry, isStorageError, type PathRequest } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { stat } from './stat.ts';

/** The entry at a path, or undefined where nothing is. */
export async function findEntry(
  client: DropboxClient,
  request: PathRequest,
): Promise<Entry | undefined> {
  try {
    return await stat(client, request);
  } catch (error) {
    if (isStorageError(error, 'not-found', 'not-a-folder')) return undefined;
    throw error;
  }
}
