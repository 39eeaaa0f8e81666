import {
  type Entry,
  type FileEntry,
  listEntries,
  nameKey,
  type RelocateRequest,
  type StoragePath,
} from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { nameRule } from '../name/name-rule.ts';
import { findEntry } from '../read/find-entry.ts';
import { list } from '../read/list.ts';

/**
 * The copy that was made although the answer got lost. What holds the same as the source is a copy for every purpose,
 * whoever made it.
 */
export async function findCopy(
  client: DropboxClient,
  { from, to, signal }: RelocateRequest,
): Promise<Entry | undefined> {
  const target = await findEntry(client, { path: to, signal });
  if (target === undefined) return undefined;
  const source = await findEntry(client, { path: from, signal });
  if (source?.kind === 'file' && target.kind === 'file') {
    return whatIn(source) === whatIn(target) ? target : undefined;
  }
  if (source?.kind !== 'folder' || target.kind !== 'folder') return undefined;
  const [original, copied] = [
    await contentsOf(client, from, signal),
    await contentsOf(client, to, signal),
  ];
  const isSame =
    original.size === copied.size && [...original].every(([key, what]) => copied.get(key) === what);
  return isSame ? target : undefined;
}

/** What lies below a folder: by its place in there, the hash of a file, or that it is a folder. */
async function contentsOf(
  client: DropboxClient,
  folder: StoragePath,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>();
  const request = { path: folder, recursive: true, signal };
  const source = { list: (page: typeof request) => list(client, page) };
  for await (const entry of listEntries(source, request)) {
    const key = nameKey(entry.path, nameRule).slice(nameKey(folder, nameRule).length);
    contents.set(key, entry.kind === 'file' ? whatIn(entry) : 'folder');
  }
  return contents;
}

/** What tells one content from another: its hash, or for a document, which has none, the time that copies keep. */
function whatIn({ contentHash, mtime }: FileEntry): string {
  return contentHash ?? `document of ${mtime}`;
}
