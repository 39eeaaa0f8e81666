import { createMemoryStore } from '@mooring/memory';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../src/environment/environment.ts';
import { systemEnvironment } from '../src/environment/system-environment.ts';
import { counting } from './fixture/counting.ts';
import { Device } from './fixture/device.ts';
import { put } from './fixture/store.ts';

const mebibyte = 1024 * 1024;

/** A machine on which what takes half a minute takes a moment. */
const hasty: Environment = {
  ...systemEnvironment,
  startTimer: (milliseconds, callback) =>
    systemEnvironment.startTimer(milliseconds >= 30_000 ? 50 : milliseconds, callback),
};

async function start(size: number) {
  const store = createMemoryStore();
  const words = Uint32Array.from({ length: size / 4 }, (_, index) => index | (7 << 24));
  const bytes = Buffer.from(words.buffer);
  await store.connect().write({ path: '/file', content: bytes, mode: 'create' });
  const line = store.connect();
  const count = counting(line);
  const device = await Device.start(count.provider);
  await device.settled();
  count.take();
  return { store, line, count, device, bytes, node: await device.files.find('file') };
}

describe('reading', () => {
  it('fetches a small file once, and never again', async () => {
    const { count, device, bytes } = await start(4096);
    await using _ = device;
    expect(await device.files.read('file')).toBe(bytes.toString());
    expect(await device.files.read('file')).toBe(bytes.toString());
    await device.switchOff();
    await device.switchOn();
    expect(await device.files.read('file')).toBe(bytes.toString());
    expect(count.take()).toMatchObject({ read: 1 });
  });

  it('fetches little for a look into a large file', async () => {
    const { count, device, bytes, node } = await start(24 * mebibyte);
    await using _ = device;
    const handle = await device.fileSystem.open(node, { access: 'read' });
    const at = 17 * mebibyte + 3;
    expect(Buffer.from(await device.fileSystem.read(handle, at, 1000))).toEqual(
      bytes.subarray(at, at + 1000),
    );
    await device.fileSystem.release(handle);
    const asked = count.calls.reduce(
      (sum, { request }) => sum + ('length' in request ? Number(request.length) : 0),
      0,
    );
    expect(asked).toBeLessThan(mebibyte);
  });

  it('fetches every byte once when a large file is read straight on, a few pieces at a time', async () => {
    const { count, device, bytes, node } = await start(24 * mebibyte);
    await using _ = device;
    const handle = await device.fileSystem.open(node, { access: 'read' });
    const step = 128 * 1024;
    for (let offset = 0; offset < bytes.length; offset += step) {
      const read = await device.fileSystem.read(handle, offset, step);
      expect(Buffer.compare(read, bytes.subarray(offset, offset + step))).toBe(0);
    }
    await device.fileSystem.release(handle);
    const reads = count.calls.filter(({ operation }) => operation === 'read');
    const asked = reads.reduce(
      (sum, { request }) => sum + ('length' in request ? Number(request.length) : 0),
      0,
    );
    expect(asked).toBe(bytes.length);
    expect(reads.length).toBeLessThan(20);
  });

  it('says so when the store does not answer, and goes on when it does', async () => {
    const { line, device, bytes } = await start(4096);
    await using _ = device;
    line.goOffline();
    await expect(device.files.read('file')).rejects.toMatchObject({ code: 'EIO' });
    line.goOnline();
    expect(await device.files.read('file')).toBe(bytes.toString());
  });

  it('says so when the store takes requests and says nothing, and asks again the next time', async () => {
    const line = createMemoryStore().connect();
    await put(line, '/file', 'said at last');
    let silent = true;
    const read: typeof line.read = (request) =>
      silent
        ? new Promise((_, reject) => {
            request.signal?.addEventListener('abort', () => reject(request.signal?.reason));
          })
        : line.read(request);
    await using device = await Device.start({ ...line, read }, { environment: hasty });
    await expect(device.files.read('file')).rejects.toMatchObject({ code: 'EIO' });
    silent = false;
    expect(await device.files.read('file')).toBe('said at last');
  });

  it('goes on with what is cached when the store does not answer', async () => {
    const { line, device, bytes } = await start(4096);
    await using _ = device;
    await device.files.read('file');
    line.goOffline();
    await device.switchOff();
    await device.switchOn();
    expect(await device.files.read('file')).toBe(bytes.toString());
    expect(await device.files.list('')).toEqual(['file']);
    line.goOnline();
  });

  it('keeps the cache within its limit, and what is not sent apart from it', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    for (const name of ['a', 'b', 'c']) await put(other, `/${name}`, name.repeat(1000));
    const count = counting(store.connect());
    await using device = await Device.start(count.provider, { cacheLimitBytes: 2000 });
    for (const name of ['a', 'b', 'c']) await device.files.read(name);
    count.take();
    await device.files.read('c');
    await device.files.read('b');
    expect(count.take()).toEqual({});
    await device.files.read('a');
    expect(count.take()).toEqual({ read: 1 });
  });

  it('brings the cache within a limit that is lower than at the last start', async () => {
    const store = createMemoryStore();
    const other = store.connect();
    await put(other, '/a', 'a'.repeat(1000));
    await put(other, '/b', 'b'.repeat(1000));
    const count = counting(store.connect());
    await using device = await Device.start(count.provider);
    await device.files.read('a');
    await device.files.read('b');
    await device.switchOff();
    count.take();
    await device.switchOn({ cacheLimitBytes: 1000 });
    await device.files.read('b');
    expect(count.take()).toEqual({});
    await device.files.read('a');
    expect(count.take()).toEqual({ read: 1 });
  });

  it('refuses a document that has no content of its own, and lets it be moved and removed', async () => {
    const store = createMemoryStore();
    const line = store.connect();
    await put(line, '/doc.paper', '');
    await using device = await Device.start({
      ...line,
      list: async (request) => {
        const page = await line.list(request);
        const exported = { exportAs: { extension: 'md' } };
        return { ...page, entries: page.entries.map((entry) => ({ ...entry, ...exported })) };
      },
    });
    await device.settled();
    await expect(device.files.read('doc.paper')).rejects.toMatchObject({ code: 'ENOTSUP' });
    expect((await device.files.stat('doc.paper')).mode & 0o222).toBe(0);
    await device.files.rename('doc.paper', 'moved.paper');
    await device.settled();
    expect(await line.stat({ path: '/moved.paper' })).toBeDefined();
    await device.files.unlink('moved.paper');
    await device.settled();
    await expect(line.stat({ path: '/moved.paper' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('does not believe bytes that do not match the hash of the file', async () => {
    const store = createMemoryStore();
    const client = store.connect();
    await put(client, '/file', 'right');
    let broken = true;
    await using device = await Device.start({
      ...client,
      read: async (request) => {
        const result = await client.read(request);
        if (!broken) return result;
        broken = false;
        return { ...result, body: new Blob(['wrong']).stream() };
      },
    });
    await device.files.read('file');
    await expect.poll(() => device.errors.length).toBe(1);
    expect(device.errors.splice(0)).toMatchObject([{ code: 'corrupt' }]);
    expect(await device.files.read('file')).toBe('right');
  });
});

describe('listing', () => {
  it('says so when the store takes the question and says nothing, and asks again the next time', async () => {
    const store = createMemoryStore();
    const line = store.connect();
    await put(line, '/folder/file', 'x');
    let silent = true;
    const list: typeof line.list = (request) =>
      silent
        ? new Promise((_, reject) => {
            request.signal?.addEventListener('abort', () => reject(request.signal?.reason));
          })
        : line.list(request);
    await using device = await Device.start({ ...line, list }, { environment: hasty });
    await expect(device.files.list('')).rejects.toMatchObject({ code: 'EIO' });
    silent = false;
    expect(await device.files.list('folder')).toEqual(['file']);
  });
});
