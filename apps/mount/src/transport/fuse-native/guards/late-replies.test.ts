import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMount } from '../../../../test/fixture/test-mount.ts';
import { lateReplies } from './late-replies.ts';

const content = 'written by a program that has given up';
const operationTimeoutMs = 200;

/** Leaves the file open: a store may well go on with the data as long as it is. */
async function writeTooLate(without?: string) {
  const mount = await startMount({ fault: 'slow write', operationTimeoutMs, without });
  const path = join(mount.folder, 'a');
  const file = await open(path, 'w');
  onTestFinished(() => file.close());
  await expect(file.write(content)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  mount.tell('go on');
  // For a second the kernel trusts the size that the file had before.
  await expect.poll(async () => (await stat(path)).size, { timeout: 2500 }).toBe(content.length);
  return readFile(path, 'utf8');
}

it('stores the data of a write that took too long as it was', async () => {
  expect(await writeTooLate()).toBe(content);
});

it('stores nothing without the guard', async () => {
  await expect(writeTooLate(lateReplies.name)).rejects.toThrow('expected +0 to be');
});

it('lets a read that took too long go, and goes on', async () => {
  const mount = await startMount({ fault: 'slow read', operationTimeoutMs });
  const file = join(mount.folder, 'a');
  await writeFile(file, content);
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  mount.tell('go on');
  await expect.poll(() => mount.log()).toContain('a read took longer than its time limit');
  await writeFile(file, 'more');
  expect(mount.log()).not.toContain('unexpectedly');
});
