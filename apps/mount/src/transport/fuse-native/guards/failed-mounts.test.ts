import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { serveMount } from '../../../../test/fixture/test-mount.ts';
import { findMount } from '../../mount-table.ts';
import { failedMounts } from './failed-mounts.ts';

it('leaves nothing behind when the binding fails after mounting', async () => {
  const { folder, first } = await serveMount({ failOnMount: true });
  expect(first).toMatchObject({ kind: 'failed', code: 'mount-failed' });
  expect(await findMount(folder)).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});

it('leaves a dead mount without the guard', async () => {
  const { folder, first } = await serveMount({ failOnMount: true, without: failedMounts.name });
  expect(first).toMatchObject({ kind: 'failed', code: 'mount-failed' });
  expect(await findMount(folder)).toMatchObject({ folder });
});
