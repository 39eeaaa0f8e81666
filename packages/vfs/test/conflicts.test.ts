import { createMemoryStore } from '@mooring/memory';
import { describe, expect, it } from 'vitest';
import { Device } from './fixture/device.ts';
import { put, storeTree } from './fixture/store.ts';

const day = new Date().toISOString().slice(0, 10);
const copy = (name: string, extension = '') =>
  `${name} (laptop's conflicted copy ${day})${extension}`;

/** A device that holds its changes back until it is told, and another one. */
async function start(files: Readonly<Record<string, string>>) {
  const store = createMemoryStore();
  const other = store.connect();
  for (const [name, content] of Object.entries(files)) await put(other, `/${name}`, content);
  const device = await Device.start(store.connect(), { uploadDelayMs: 3_600_000 });
  await device.settled();
  return {
    other,
    device,
    files: device.files,
    /** Sends what is pending, and expects the same on both sides. */
    async expectBoth(expected: Readonly<Record<string, string>>) {
      const report = await device.fileSystem.drain({ timeoutMs: 10_000 });
      expect(report.pendingChanges).toBe(0);
      expect(await storeTree(other)).toEqual(expected);
      await expect.poll(() => device.files.tree()).toEqual(expected);
    },
  };
}

describe('two devices', () => {
  it('that edit one file keep both', async () => {
    const { device, other, files, expectBoth } = await start({ 'a.txt': 'base' });
    await using _ = device;
    await files.write('a.txt', 'ours');
    await put(other, '/a.txt', 'theirs');
    await expectBoth({ 'a.txt': 'theirs', [copy('a', '.txt')]: 'ours' });
  });

  it('that make one file keep both', async () => {
    const { device, other, files, expectBoth } = await start({});
    await using _ = device;
    await files.write('a.txt', 'ours');
    await put(other, '/a.txt', 'theirs');
    await expectBoth({ 'a.txt': 'theirs', [copy('a', '.txt')]: 'ours' });
  });

  it('that write the same bytes agree', async () => {
    const { device, other, files, expectBoth } = await start({ a: 'base' });
    await using _ = device;
    await files.write('a', 'same');
    await files.write('b', 'same');
    await put(other, '/a', 'same');
    await put(other, '/b', 'same');
    await expectBoth({ a: 'same', b: 'same' });
  });

  it('of which one edits and one removes keep the edit', async () => {
    const { device, other, files, expectBoth } = await start({ a: 'base', b: 'base' });
    await using _ = device;
    await files.write('a', 'ours');
    await other.remove({ path: '/a' });
    await files.unlink('b');
    await put(other, '/b', 'theirs');
    await expectBoth({ a: 'ours', b: 'theirs' });
  });

  it('of which one removes a folder and one adds to it keep what was added', async () => {
    const { device, other, files, expectBoth } = await start({ 'folder/a': 'base' });
    await using _ = device;
    await files.unlink('folder/a');
    await files.rmdir('folder');
    await put(other, '/folder/new', 'theirs');
    await expectBoth({ 'folder/': '', 'folder/new': 'theirs' });
  });

  it('of which one renames a folder and one edits in it agree', async () => {
    const { device, other, files, expectBoth } = await start({ 'folder/a': 'base' });
    await using _ = device;
    await files.rename('folder', 'renamed');
    await put(other, '/folder/a', 'theirs');
    await expectBoth({ 'renamed/': '', 'renamed/a': 'theirs' });
  });

  it('that rename one file differently end with one name', async () => {
    const { device, other, files, expectBoth } = await start({ a: 'base' });
    await using _ = device;
    await files.rename('a', 'ours');
    await other.move({ from: '/a', to: '/theirs' });
    await expectBoth({ ours: 'base' });
  });

  it('of which one makes a file and one a folder keep both', async () => {
    const { device, other, files, expectBoth } = await start({});
    await using _ = device;
    await files.write('a', 'ours');
    await put(other, '/a/b', 'theirs');
    await expectBoth({ 'a/': '', 'a/b': 'theirs', [copy('a')]: 'ours' });
  });

  it('do not take from a program the content that it has open', async () => {
    const { device, other, files, expectBoth } = await start({ a: 'base' });
    await using _ = device;
    const { fileSystem } = device;
    const handle = await fileSystem.open(await files.find('a'), { access: 'read-write' });
    await put(other, '/a', 'theirs');
    await expect.poll(() => files.read('a')).toBe('theirs');
    await fileSystem.write(handle, 4, Buffer.from(' and ours'));
    expect(Buffer.from(await fileSystem.read(handle, 0, 100)).toString()).toBe('base and ours');
    await fileSystem.release(handle);
    await expectBoth({ a: 'theirs', [copy('a')]: 'base and ours' });
  });
});
