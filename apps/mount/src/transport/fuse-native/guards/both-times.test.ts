import { stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { bothTimes } from './both-times.ts';

const [accessed, modified] = [1_000_000_000, 1_500_000_000.25];

async function timesAfterSetting(folder: string) {
  const file = join(folder, 'a');
  await writeFile(file, '');
  await utimes(file, accessed, modified);
  const { atimeMs, mtimeMs } = await stat(file);
  return [atimeMs / 1000, mtimeMs / 1000];
}

it('sets both times, each as given', async () => {
  const { folder } = await startMount();
  expect(await timesAfterSetting(folder)).toEqual([accessed, modified]);
});

it('sets the access time twice without the guard', async () => {
  const { folder } = await startMount({ without: bothTimes.name });
  expect(await timesAfterSetting(folder)).toEqual([accessed, accessed]);
});
