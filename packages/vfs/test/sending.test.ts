import { createMemoryStore } from '@mooring/memory';
import { describe, expect, it } from 'vitest';
import { counting } from './fixture/counting.ts';
import { Device } from './fixture/device.ts';
import { put, storeTree } from './fixture/store.ts';

const mebibyte = 1024 * 1024;

/** A device that sends when it is told. */
async function start(files: Readonly<Record<string, string>> = {}) {
  const store = createMemoryStore();
  const other = store.connect();
  for (const [name, content] of Object.entries(files)) await put(other, `/${name}`, content);
  const line = store.connect();
  const count = counting(line);
  const device = await Device.start(count.provider, { uploadDelayMs: 3_600_000 });
  await device.settled();
  count.take();
  return { store, other, line, count, device, files: device.files };
}

async function drain(device: Device): Promise<void> {
  expect(await device.fileSystem.drain({ timeoutMs: 10_000 })).toEqual({
    pendingChanges: 0,
    pendingBytes: 0,
  });
}

describe('what is sent', () => {
  it('is many small files and their folders in one batch', async () => {
    const { device, other, count, files } = await start();
    await using _ = device;
    for (const folder of ['a', 'b']) {
      await files.mkdir(folder);
      for (let index = 0; index < 20; index++) await files.write(`${folder}/${index}`, `${index}`);
    }
    await drain(device);
    expect(count.take()).toEqual({ 'batch.writeMany': 1 });
    expect(Object.keys(await storeTree(other))).toHaveLength(42);
  });

  it('is nothing for what was made and removed, and for what was written back', async () => {
    const { device, other, count, files } = await start({ kept: 'same' });
    await using _ = device;
    await files.write('temporary', 'x');
    await files.unlink('temporary');
    await files.mkdir('folder');
    await files.rmdir('folder');
    await files.write('kept', 'other');
    await files.write('kept', 'same');
    await drain(device);
    expect(count.take()).toEqual({});
    expect(await storeTree(other)).toEqual({ kept: 'same' });
  });

  it('is one move for a chain of renames', async () => {
    const { device, other, count, files } = await start({ a: 'x' });
    await using _ = device;
    await files.rename('a', 'b');
    await files.rename('b', 'c');
    await files.rename('c', 'd');
    await drain(device);
    expect(count.take()).toEqual({ move: 1 });
    expect(await storeTree(other)).toEqual({ d: 'x' });
  });

  it('is one listing and one removal for a tree', async () => {
    const { device, other, count, files } = await start({
      'tree/a': 'x',
      'tree/b/c': 'x',
      kept: 'x',
    });
    await using _ = device;
    await files.unlink('tree/a');
    await files.unlink('tree/b/c');
    await files.rmdir('tree/b');
    await files.rmdir('tree');
    await drain(device);
    expect(count.take()).toEqual({ list: 1, remove: 1 });
    expect(await storeTree(other)).toEqual({ kept: 'x' });
  });

  it('is one batch for many removed files', async () => {
    const { device, other, count, files } = await start({ a: 'x', b: 'x', c: 'x' });
    await using _ = device;
    for (const name of ['a', 'b', 'c']) await files.unlink(name);
    await drain(device);
    expect(count.take()).toEqual({ 'batch.removeMany': 1 });
    expect(await storeTree(other)).toEqual({});
  });

  it('is one upload onto the old file for a save by another name, also when the other name was sent before', async () => {
    const { device, other, count, files } = await start({ text: 'old' });
    await using _ = device;
    const { id } = await other.stat({ path: '/text' });
    await put(other, '/text.new', 'new');
    await expect.poll(() => files.exists('text.new')).toBe(true);
    await files.read('text.new');
    count.take();
    await files.rename('text.new', 'text');
    await drain(device);
    expect(await storeTree(other)).toEqual({ text: 'new' });
    expect((await other.stat({ path: '/text' })).id).toBe(id);
    expect(count.take()).toEqual({ write: 1, remove: 1 });
  });

  it('is a spelling of a name', async () => {
    const { device, other, files } = await start({ 'readme.md': 'x' });
    await using _ = device;
    await files.rename('readme.md', 'README.md');
    await drain(device);
    expect(await storeTree(other)).toEqual({ 'README.md': 'x' });
  });

  it('carries the time that the user set', async () => {
    const { device, other, files } = await start();
    await using _ = device;
    await files.write('a', 'x');
    const mtime = Date.UTC(2001, 1, 3);
    await device.fileSystem.setattr(await files.find('a'), { mtime });
    await drain(device);
    expect(await other.stat({ path: '/a' })).toMatchObject({ mtime });
    expect(await files.stat('a')).toMatchObject({ mtime });
  });

  it('is a part of a file together with the rest that was never here', async () => {
    const { device, other, count, files } = await start({ a: 'x'.repeat(100_000) });
    await using _ = device;
    const handle = await device.fileSystem.open(await files.find('a'), { access: 'write' });
    await device.fileSystem.write(handle, 50_000, Buffer.from('middle'));
    await device.fileSystem.release(handle);
    expect(count.take()).toEqual({});
    await drain(device);
    const expected = `${'x'.repeat(50_000)}middle${'x'.repeat(49_994)}`;
    expect(await storeTree(other)).toEqual({ a: expected });
  });
});

describe('a large file', () => {
  it('goes on where it stopped when the process is replaced', { timeout: 30_000 }, async () => {
    const store = createMemoryStore();
    const count = counting(store.connect());
    let appends = 0;
    await using device = await Device.start(
      {
        ...count.provider,
        uploads: {
          ...count.provider.uploads,
          append: (request) =>
            ++appends === 2
              ? new Promise((_, reject) => {
                  request.signal?.addEventListener('abort', () => reject(request.signal?.reason));
                })
              : count.provider.uploads.append(request),
        },
      },
      { uploadDelayMs: 1 },
    );
    const bytes = Buffer.alloc(40 * mebibyte, 'large');
    await device.files.write('large', bytes);
    await expect.poll(() => appends, { timeout: 15_000 }).toBe(2);
    await device.switchOff();
    expect(count.take()).toMatchObject({ 'uploads.start': 1, 'uploads.append': 1 });
    await device.switchOn();
    await device.settled();
    const { 'uploads.start': starts, 'uploads.append': chunks } = count.take();
    expect({ starts, chunks }).toEqual({ starts: undefined, chunks: 2 });
    expect(await store.connect().stat({ path: '/large' })).toMatchObject({ size: bytes.length });
  });
});

describe('what cannot be sent', () => {
  it('waits while the store does not answer, and goes out when it does', async () => {
    const { device, other, line, files } = await start();
    await using _ = device;
    line.goOffline();
    await files.write('a', 'x');
    await files.mkdir('b');
    expect(await device.fileSystem.drain({ timeoutMs: 300 })).toMatchObject({ pendingChanges: 2 });
    expect(device.fileSystem.status()).toMatchObject({ connection: 'offline' });
    line.goOnline();
    await device.settled();
    expect(await storeTree(other)).toEqual({ a: 'x', 'b/': '' });
  });

  it('is parked with the reason when the store refuses it, and the data stays', async () => {
    const store = createMemoryStore({ totalBytes: 10 });
    const client = store.connect();
    const refuse = async () => {
      const { StorageError } = await import('@mooring/core');
      throw new StorageError('permission-denied', 'this account may not write here');
    };
    await using device = await Device.start({ ...client, write: refuse });
    await device.files.write('a', 'x');
    const { parked } = await device.until((status) => status.parked.length > 0);
    expect(parked).toEqual([{ path: '/a', reason: 'this account may not write here' }]);
    expect(device.fileSystem.status().pendingChanges).toBe(0);
    expect(await device.files.read('a')).toBe('x');
  });

  it('waits for room when the account is full, and is told', async () => {
    const store = createMemoryStore({ totalBytes: 10 });
    const client = store.connect();
    await using device = await Device.start(client);
    await device.files.write('a', 'more than ten bytes');
    const status = await device.until(({ connection }) => connection === 'full');
    expect(status).toMatchObject({ pendingChanges: 1, problem: expect.any(String) });
    expect(await device.files.read('a')).toBe('more than ten bytes');
    // The store answers all the while, and that makes no room.
    await put(store.connect(), '/b', '1');
    await expect.poll(() => device.files.exists('b')).toBe(true);
    expect(device.fileSystem.status()).toMatchObject({ connection: 'full', pendingChanges: 1 });
  });

  it('is no longer told of when what did not fit is gone', async () => {
    const store = createMemoryStore({ totalBytes: 10 });
    await using device = await Device.start(store.connect());
    await device.files.write('a', 'more than ten bytes');
    await device.until(({ connection }) => connection === 'full');
    await device.files.unlink('a');
    await device.settled();
    await device.files.write('b', 'fits');
    await device.settled();
    expect(await storeTree(store.connect())).toEqual({ b: 'fits' });
  });

  it('is kept here when its name is of a kind that nobody else needs, or that the store cannot hold', async () => {
    const { device, other, count, files } = await start();
    await using _ = device;
    const names = ['.text.swp', '.~lock.a.odt#', 'a.part', '.fuse_hidden0001', 'trailing '];
    for (const name of names) await files.write(name, 'x');
    await drain(device);
    expect(count.take()).toEqual({});
    expect(await storeTree(other)).toEqual({});
    expect(await files.list('')).toEqual([...names].sort());
    await device.switchOff();
    await device.switchOn();
    expect(await device.files.list('')).toEqual([...names].sort());
  });

  it('is told of when only its name is in the way, and goes out under another', async () => {
    const { device, other, files } = await start();
    await using _ = device;
    await files.mkdir('party 🎉');
    await files.write('party 🎉/list', 'cake');
    await files.write('trailing ', 'x');
    await files.write('desktop.ini', 'of no use elsewhere');
    const { parked } = await device.until((status) => status.parked.length === 2);
    expect(parked).toEqual([
      { path: '/party 🎉', reason: expect.stringMatching(/^the name holds .*rename/) },
      { path: '/trailing ', reason: expect.stringMatching(/^the name ends with a space.*rename/) },
    ]);
    await files.rename('party 🎉', 'party');
    await drain(device);
    expect(device.fileSystem.status().parked).toHaveLength(1);
    expect(await storeTree(other)).toEqual({ 'party/': '', 'party/list': 'cake' });
  });

  it('goes out when a download gets its real name', async () => {
    const { device, other, files } = await start();
    await using _ = device;
    await files.write('film.mkv.part', 'x');
    await files.rename('film.mkv.part', 'film.mkv');
    await drain(device);
    expect(await storeTree(other)).toEqual({ 'film.mkv': 'x' });
  });
});
