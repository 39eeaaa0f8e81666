import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { statTimes } from './stat-times.ts';

it('shows the first instant of 1970 for times that cannot be shown', async () => {
  const { folder } = await startMount({ fault: 'times before 1970' });
  await writeFile(join(folder, 'a'), '');
  expect(await stat(join(folder, 'a'))).toMatchObject({ mtimeMs: 0, ctimeMs: 0, atimeMs: 1 });
});

it('shows a far future without the guard', async () => {
  const { folder } = await startMount({ fault: 'times before 1970', without: statTimes.name });
  await writeFile(join(folder, 'a'), '');
  expect((await stat(join(folder, 'a'))).mtimeMs).toBeGreaterThan(2 ** 53);
});
