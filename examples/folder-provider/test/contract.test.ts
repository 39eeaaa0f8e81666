import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStorageProvider } from '@mooring/contract';
import { openFolder } from '../src/folder-provider.ts';

async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-folder-'));
  return {
    provider: await openFolder(folder),
    outsider: await openFolder(folder),
    close: () => rm(folder, { recursive: true }),
  };
}

describeStorageProvider('a local folder', open, { capabilities: [] });
