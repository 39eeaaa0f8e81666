import { openAsBlob } from 'node:fs';
import { type FileEntry, type StorageProvider, upload } from '@mooring/core';

/** Uploads a file of any size, four chunks at a time. It is never in memory as a whole. */
export async function uploadFile(
  provider: StorageProvider,
  localPath: string,
  path: `/${string}`,
  onProgress: (share: number) => void,
): Promise<FileEntry> {
  const content = await openAsBlob(localPath);
  return upload(provider, {
    path,
    content,
    mode: 'overwrite',
    chunkSize: 8 * 1024 * 1024,
    parallel: 4,
    onProgress: (sentBytes) => onProgress(sentBytes / content.size),
  });
}
