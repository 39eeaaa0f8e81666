import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageUnderTest } from '@mooring/contract';
import { openFolder } from '../src/folder-provider.ts';

/** Two providers of one new folder. */
export async function openStore(): Promise<StorageUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-folder-'));
  return {
    provider: await openFolder(folder),
    outsider: await openFolder(folder),
    close: () => rm(folder, { recursive: true }),
  };
}
