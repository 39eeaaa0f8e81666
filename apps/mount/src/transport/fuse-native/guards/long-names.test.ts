import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { longNames } from './long-names.ts';

it('refuses names that are longer than the store takes', async () => {
  const { folder } = await startMount();
  const file = join(folder, 'x'.repeat(256));
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  await expect(writeFile(file, '')).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
});

it('takes names of many bytes that are within the limit of the store', async () => {
  const { folder } = await startMount();
  const name = 'あ'.repeat(255);
  await writeFile(join(folder, name), 'found again');
  expect(await readdir(folder)).toEqual([name]);
  expect(await readFile(join(folder, name), 'utf8')).toBe('found again');
});

it('gives the file system any name without the guard', async () => {
  const { folder } = await startMount({ without: longNames.name });
  await expect(stat(join(folder, 'x'.repeat(256)))).rejects.toMatchObject({ code: 'ENOENT' });
});
