import { createWriteStream } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileEntry, StorageProvider } from '@mooring/core';

/** Downloads a file with its time. A connection that breaks is taken up where it broke, at the same revision. */
export async function download(
  provider: StorageProvider,
  path: `/${string}`,
  localPath: string,
): Promise<FileEntry> {
  const { entry, body } = await provider.read({ path });
  await pipeline(Readable.fromWeb(body), createWriteStream(localPath));
  const time = new Date(entry.mtime ?? entry.modifiedAt);
  await utimes(localPath, time, time);
  return entry; // size, revision, contentHash and more
}
