import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '@mooring/memory';
import type { OpenedStore } from './opened-store.ts';

/** An empty store in this process, to try things on. It is gone with the process, and so is what the file system keeps of it. */
export async function openMemoryStore(): Promise<OpenedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-memory-'));
  const provider = createMemoryStore().connect();
  return {
    provider,
    source: 'memory',
    keeping: 'nothing',
    stateFolder: join(folder, 'state'),
    cacheFolder: join(folder, 'cache'),
    async release() {
      await provider.dispose?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
