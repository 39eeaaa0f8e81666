import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskContentFiles } from './disk-content-files.ts';

const here = tmpdir();
/** Another file system than the temporary folder, on every Linux. */
const memory = '/dev/shm';

describe.each([
  ['on one file system', here],
  ['across two file systems', memory],
])('%s', (_, cacheRoot) => {
  async function start() {
    const cache = await mkdtemp(join(cacheRoot, 'mooring-cache-'));
    const state = await mkdtemp(join(here, 'mooring-state-'));
    const files = await DiskContentFiles.create(cache, state);
    return {
      files,
      cache,
      state,
      [Symbol.asyncDispose]: async () => {
        await rm(cache, { recursive: true });
        await rm(state, { recursive: true });
      },
    };
  }

  it('moves a content that is open, and the open file goes on with it', async () => {
    await using place = await start();
    const { files, cache, state } = place;
    const file = await files.open(7, 'cached');
    await file.write(0, Buffer.from('before'));
    await files.keep(7, 'kept');
    await file.write(6, Buffer.from(' and after'));
    await file.sync();
    expect(Buffer.from(await file.read(0, 100)).toString()).toBe('before and after');
    await file.close();
    expect(existsSync(join(cache, 'content', '7'))).toBe(false);
    expect((await stat(join(state, 'content', '7'))).size).toBe(16);
    const again = await files.open(7, 'kept');
    expect(Buffer.from(await again.read(7, 3)).toString()).toBe('and');
    await again.close();
  });

  it('finds a content where a crash left it', async () => {
    await using place = await start();
    const { files } = place;
    const file = await files.open(1, 'cached');
    await file.write(0, Buffer.from('x'));
    await file.close();
    const kept = await files.open(1, 'kept');
    expect(Buffer.from(await kept.read(0, 1)).toString()).toBe('x');
    await kept.close();
    expect(await files.list()).toEqual([1]);
    await files.remove(1);
    await files.remove(1);
    expect(await files.list()).toEqual([]);
  });
});
