import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { listedNames } from './listed-names.ts';

it('lists the names that can be shown, and logs the others', async () => {
  const { folder, log } = await startMount({ fault: 'odd names' });
  await writeFile(join(folder, 'ordinary'), '');
  expect(await readdir(folder)).toEqual(['ordinary']);
  await expect.poll(log).toContain('a/b');
});

it('lists nothing at all without the guard', async () => {
  const { folder } = await startMount({ fault: 'odd names', without: listedNames.name });
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'EIO' });
});
