import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { codes } from './codes.ts';

it('answers EIO for a code that is none', async () => {
  const { folder, log } = await startMount({ fault: 'unknown code' });
  await expect(mkdir(join(folder, 'a'))).rejects.toMatchObject({ code: 'EIO' });
  await expect.poll(log).toContain('a code that is none');
});

it('takes a failure for success without the guard', async () => {
  const { folder } = await startMount({ fault: 'unknown code', without: codes.name });
  // The folder was never made: it is only the next look that finds out.
  await expect(mkdir(join(folder, 'a'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(stat(join(folder, 'a'))).rejects.toMatchObject({ code: 'ENOENT' });
});
