import { createMemoryStore } from '@mooring/memory';
import { describe, expect, it } from 'vitest';
import { rootNode } from '../src/file-system/node-id.ts';
import { Device } from './fixture/device.ts';
import { put, storeTree } from './fixture/store.ts';

describe('the mode and times of the root', () => {
  it('are set, outlive a restart, and are no change to send', async () => {
    const store = createMemoryStore();
    await using device = await Device.start(store.connect());
    await device.settled();
    const change = { mode: 0o700, mtime: 1_000_000_000_000, atime: 1_100_000_000_000 };
    await device.fileSystem.setattr(rootNode, change);
    expect(device.fileSystem.status()).toMatchObject({ pendingChanges: 0, parked: [] });
    await device.fileSystem.drain({ timeoutMs: 5000 });
    await device.switchOff();
    await device.switchOn();
    expect(await device.fileSystem.getattr(rootNode)).toMatchObject(change);
    await device.files.write('a', 'still works');
    await device.settled();
    expect(await storeTree(store.connect())).toEqual({ a: 'still works' });
  });
});

describe('the modification time of a folder', () => {
  const longAgo = 1_000_000_000_000;

  async function deviceWithFolders(paths: readonly string[]) {
    const store = createMemoryStore();
    await put(store.connect(), '/one/a', 'a');
    await store.connect().createFolder({ path: '/two' });
    const device = await Device.start(store.connect());
    await device.settled();
    const age = async () => {
      for (const path of paths) {
        await device.fileSystem.setattr(await device.files.find(path), { mtime: longAgo });
      }
    };
    /** The folders that have changed since `age`. */
    const changed = async () => {
      const times = new Map<string, number>();
      for (const path of paths) {
        if (await device.files.exists(path)) times.set(path, (await device.files.stat(path)).mtime);
      }
      return paths.filter((path) => (times.get(path) ?? longAgo) !== longAgo);
    };
    return { store, device, age, changed };
  }

  it.each<[string, readonly string[], (device: Device) => Promise<void>]>([
    ['a file is made in it', ['one'], ({ files }) => files.write('one/new', '')],
    ['a folder is made in it', ['two'], ({ files }) => files.mkdir('two/new')],
    ['a file is removed from it', ['one'], ({ files }) => files.unlink('one/a')],
    ['a folder is removed from it', [''], ({ files }) => files.rmdir('two')],
    ['a file is renamed in it', ['one'], ({ files }) => files.rename('one/a', 'one/b')],
    ['a file moves to another', ['one', 'two'], ({ files }) => files.rename('one/a', 'two/a')],
  ])('changes when %s', async (_, expected, act) => {
    const { device, age, changed } = await deviceWithFolders(['', 'one', 'two']);
    await using _device = device;
    await age();
    await act(device);
    expect(await changed()).toEqual(expected);
  });

  it('stays when only the content of a file changes', async () => {
    const { device, age, changed } = await deviceWithFolders(['', 'one', 'two']);
    await using _device = device;
    await age();
    await device.files.write('one/a', 'more');
    expect(await changed()).toEqual([]);
  });

  it('changes when another device adds, removes or moves something', async () => {
    const { store, device, age, changed } = await deviceWithFolders(['', 'one', 'two']);
    await using _device = device;
    await age();
    await put(store.connect(), '/two/b', 'b');
    await expect.poll(changed).toEqual(['two']);
    await age();
    await store.connect().move({ from: '/one/a', to: '/two/a' });
    await expect.poll(changed).toEqual(['one', 'two']);
    await age();
    await store.connect().remove({ path: '/two/b' });
    await expect.poll(changed).toEqual(['two']);
  });
});
