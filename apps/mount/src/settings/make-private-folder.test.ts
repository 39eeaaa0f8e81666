import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makePrivateFolder } from './make-private-folder.ts';

it('makes a folder for its user alone, and refuses one that others can write into', async () => {
  const base = await mkdtemp(join(tmpdir(), 'mooring-test-'));
  onTestFinished(() => rm(base, { recursive: true }));
  const folder = join(base, 'a', 'b');
  await makePrivateFolder(folder);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await makePrivateFolder(folder);
  await chmod(folder, 0o777);
  await expect(makePrivateFolder(folder)).rejects.toThrow('others may write');
});
