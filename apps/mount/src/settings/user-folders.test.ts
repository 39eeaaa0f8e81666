import { describe, expect, it } from 'vitest';
import { userFolders } from './user-folders.ts';

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
