import type { FileEntry, StoragePath, StorageProvider } from '@mooring/core';
import { toBytes } from './bytes.ts';

/** Creates a file, with a text unless bytes are given. */
export function put(
  provider: StorageProvider,
  path: StoragePath,
  content: string | Uint8Array | Blob = `content of ${path}`,
): Promise<FileEntry> {
  const bytes = typeof content === 'string' ? toBytes(content) : content;
  return provider.write({ path, content: bytes, mode: 'create' });
}

/** Creates several files, in one round where the store can. */
export async function putAll(
  provider: StorageProvider,
  paths: readonly StoragePath[],
): Promise<void> {
  if (provider.batch === undefined) {
    for (const path of paths) await put(provider, path);
    return;
  }
  const requests = paths.map((path) => ({
    path,
    content: toBytes(`content of ${path}`),
    mode: 'create' as const,
  }));
  for (const outcome of await provider.batch.writeMany({ requests })) {
    if (outcome.status === 'failed') throw outcome.error;
  }
}
