import { createMemoryStore } from '@mooring/memory';
import { describe, expect, it } from 'vitest';
import { Device } from './fixture/device.ts';
import { put, storeTree } from './fixture/store.ts';

describe('what the store holds', () => {
  it('is all there, and read when asked for', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    await put(other, '/notes.txt', 'hello');
    await put(other, '/deep/er/file', 'x');
    await other.createFolder({ path: '/empty' });
    await using device = await Device.start(store.connect());
    expect(await device.files.tree()).toEqual({
      'notes.txt': 'hello',
      'deep/': '',
      'deep/er/': '',
      'deep/er/file': 'x',
      'empty/': '',
    });
  });

  it('is found in any case, and shown as it is spelled', async () => {
    const store = createMemoryStore();
    await put(store.connect(), '/ReadMe.txt', 'hello');
    await using device = await Device.start(store.connect());
    expect(await device.files.read('README.TXT')).toBe('hello');
    expect(await device.files.list('')).toEqual(['ReadMe.txt']);
  });
});

describe('what is changed here', () => {
  it('reaches the store', async () => {
    const store = createMemoryStore();
    await using device = await Device.start(store.connect());
    const { files } = device;
    await files.write('a.txt', 'one');
    await files.mkdir('folder');
    await files.write('folder/b.txt', 'two');
    await files.mkdir('folder/empty');
    await device.settled();
    expect(await storeTree(store.connect())).toEqual({
      'a.txt': 'one',
      'folder/': '',
      'folder/b.txt': 'two',
      'folder/empty/': '',
    });
    await files.append('a.txt', ' more');
    await files.rename('folder', 'renamed');
    await files.unlink('renamed/b.txt');
    await device.settled();
    expect(await storeTree(store.connect())).toEqual({
      'a.txt': 'one more',
      'renamed/': '',
      'renamed/empty/': '',
    });
  });

  it('is one upload onto the same file when an editor saves by a temporary file', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    const { id } = await put(other, '/text', 'old');
    await using device = await Device.start(store.connect());
    await device.files.write('text.tmp', 'new');
    await device.files.rename('text.tmp', 'text');
    await device.settled();
    expect(await storeTree(other)).toEqual({ text: 'new' });
    expect((await other.stat({ path: '/text' })).id).toBe(id);
  });

  it('changes places', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    await put(other, '/a', 'A');
    await put(other, '/b', 'B');
    await using device = await Device.start(store.connect());
    await device.files.rename('a', 'c');
    await device.files.rename('b', 'a');
    await device.files.rename('c', 'b');
    await device.settled();
    expect(await storeTree(other)).toEqual({ a: 'B', b: 'A' });
    expect(await device.files.tree()).toEqual({ a: 'B', b: 'A' });
  });

  it('is a removal of the whole tree when all of it goes', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    for (const path of ['/tree/a', '/tree/b', '/tree/in/c'] as const) await put(other, path, 'x');
    await put(other, '/kept', 'x');
    await using device = await Device.start(store.connect());
    const { files } = device;
    for (const path of ['tree/a', 'tree/b', 'tree/in/c']) await files.unlink(path);
    await files.rmdir('tree/in');
    await files.rmdir('tree');
    await device.settled();
    expect(await storeTree(other)).toEqual({ kept: 'x' });
  });

  it('outlives a restart before it was sent', async () => {
    const store = createMemoryStore();
    await using device = await Device.start(store.connect(), { uploadDelayMs: 60_000 });
    await device.files.write('a', 'one');
    await device.files.mkdir('folder');
    await device.switchOff();
    expect(await storeTree(store.connect())).toEqual({});
    await device.switchOn({ uploadDelayMs: 5 });
    expect(await device.files.tree()).toEqual({ a: 'one', 'folder/': '' });
    await device.settled();
    expect(await storeTree(store.connect())).toEqual({ a: 'one', 'folder/': '' });
  });
});

describe('what another device changes', () => {
  it('shows here', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    await put(other, '/a', 'one');
    await put(other, '/folder/b', 'two');
    await using device = await Device.start(store.connect());
    await device.settled();
    const ino = (await device.files.stat('folder/b')).node;
    await put(other, '/a', 'three');
    await other.move({ from: '/folder', to: '/moved' });
    await put(other, '/new', 'four');
    await expect
      .poll(() => device.files.tree())
      .toEqual({
        a: 'three',
        'moved/': '',
        'moved/b': 'two',
        new: 'four',
      });
    expect((await device.files.stat('moved/b')).node).toBe(ino);
  });

  it('does not disturb who has the old content open', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    await put(other, '/a', 'one');
    await using device = await Device.start(store.connect());
    await device.settled();
    const { fileSystem, files } = device;
    const handle = await fileSystem.open(await files.find('a'), { access: 'read' });
    await put(other, '/a', 'another');
    await expect.poll(() => files.read('a')).toBe('another');
    expect(Buffer.from(await fileSystem.read(handle, 0, 100)).toString()).toBe('one');
    await fileSystem.release(handle);
  });

  it('takes the place of a removed file, whatever is still written to that', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    await put(other, '/a', 'one');
    await using device = await Device.start(store.connect(), { uploadDelayMs: 60_000 });
    await device.settled();
    const { fileSystem, files } = device;
    const handle = await fileSystem.open(await files.find('a'), { access: 'write', append: true });
    await files.unlink('a');
    await fileSystem.write(handle, 0, Buffer.from(' and two'));
    await put(other, '/a', 'another');
    await expect.poll(() => files.read('a').catch(() => '')).toBe('another');
    expect((await files.stat('a')).size).toBe(7);
    await fileSystem.write(handle, 0, Buffer.from(' and three'));
    await fileSystem.flush(handle);
    expect((await files.stat('a')).size).toBe(7);
    await fileSystem.release(handle);
    expect((await files.stat('a')).size).toBe(7);
    expect(await files.read('a')).toBe('another');
  });

  it('stands beside what was changed here meanwhile', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    await put(other, '/a.txt', 'base');
    await using device = await Device.start(store.connect(), { uploadDelayMs: 60_000 });
    await device.settled();
    await device.files.write('a.txt', 'ours');
    await put(other, '/a.txt', 'theirs');
    await device.fileSystem.drain({ timeoutMs: 5000 });
    const day = new Date().toISOString().slice(0, 10);
    const both = { 'a.txt': 'theirs', [`a (laptop's conflicted copy ${day}).txt`]: 'ours' };
    await expect.poll(() => storeTree(other)).toEqual(both);
    await expect.poll(() => device.files.tree()).toEqual(both);
  });
});
