import { statfs } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { largeStatistics } from './large-statistics.ts';

it('shows the size of a store of 64 TiB', async () => {
  const { folder } = await startMount({ fault: 'large store' });
  const { bsize, blocks, bfree, bavail } = await statfs(folder);
  expect(bsize * blocks).toBe(2 ** 46);
  expect(bsize * bfree).toBe(2 ** 45);
  expect(bavail).toBe(bfree);
});

it('shows another size without the guard', async () => {
  const { folder } = await startMount({ fault: 'large store', without: largeStatistics.name });
  const { bsize, blocks } = await statfs(folder);
  expect(bsize * blocks).toBeLessThan(2 ** 46);
});
