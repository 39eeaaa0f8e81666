import type { FileEntry, PathRequest } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { findEntry } from '../read/find-entry.ts';

/** The file that a commit made whose answer got lost, or undefined if the path holds something else. */
export async function findCommitted(
  client: DropboxClient,
  { path, signal }: PathRequest,
  contentHash: string,
): Promise<FileEntry | undefined> {
  const entry = await findEntry(client, { path, signal });
  return entry?.kind === 'file' && entry.contentHash === contentHash ? entry : undefined;
}
