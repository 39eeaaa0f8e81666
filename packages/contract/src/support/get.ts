import { type ReadRequest, readBytes, type StoragePath, type StorageProvider } from '@mooring/core';
import { toText } from './bytes.ts';

/** What a file holds, as text. */
export async function get(
  provider: StorageProvider,
  path: StoragePath,
  part: Omit<ReadRequest, 'path'> = {},
): Promise<string> {
  return toText(await readBytes(provider, { path, ...part }));
}
