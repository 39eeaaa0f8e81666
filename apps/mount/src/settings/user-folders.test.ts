import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makePrivateFolder, userFolders } from './user-folders.ts';

describe('the folders of a user', () => {
  it('are below the home folder', () => {
    expect(userFolders({ HOME: '/home/ann' })).toMatchObject({
      config: '/home/ann/.config/mooring',
      state: '/home/ann/.local/state/mooring',
      cache: '/home/ann/.cache/mooring',
    });
  });

  it('are where the XDG variables say, if that is an absolute path', () => {
    const variables = {
      XDG_STATE_HOME: '/s',
      XDG_CACHE_HOME: 'relative',
      XDG_RUNTIME_DIR: '/run/1',
    };
    expect(userFolders({ HOME: '/home/ann', ...variables })).toMatchObject({
      state: '/s/mooring',
      cache: '/home/ann/.cache/mooring',
      runtime: '/run/1/mooring',
    });
  });
});

describe('a private folder', () => {
  it('is made for its user alone, and refused when others can write into it', async () => {
    const base = await mkdtemp(join(tmpdir(), 'mooring-test-'));
    onTestFinished(() => rm(base, { recursive: true }));
    const folder = join(base, 'a', 'b');
    await makePrivateFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await makePrivateFolder(folder);
    await chmod(folder, 0o777);
    await expect(makePrivateFolder(folder)).rejects.toThrow('others may write');
  });
});
