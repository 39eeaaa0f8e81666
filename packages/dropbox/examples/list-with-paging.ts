import { listPages, type StorageProvider } from '@mooring/core';

/** Adds up all files below a folder. Each page is one request, for up to 2,000 entries. */
export async function totalSize(provider: StorageProvider, path: `/${string}`): Promise<number> {
  let bytes = 0;
  for await (const page of listPages(provider, { path, recursive: true })) {
    for (const entry of page.entries) {
      if (entry.kind === 'file') bytes += entry.size;
    }
  }
  return bytes;
}
