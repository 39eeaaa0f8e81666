import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { failures } from './failures.ts';

it('answers EIO for a mistake in the file system, logs it, and goes on', async () => {
  const { folder, log } = await startMount({ fault: 'throwing lookup' });
  await expect(stat(join(folder, 'a'))).rejects.toMatchObject({ code: 'EIO' });
  await expect.poll(log).toContain('a mistake in the file system');
  expect(await readdir(folder)).toEqual([]);
});

it('ends the process without the guard', async () => {
  const { folder, exit } = await startMount({ fault: 'throwing lookup', without: failures.name });
  await expect(stat(join(folder, 'a'))).rejects.toThrow();
  expect(await exit()).not.toBe(0);
});
