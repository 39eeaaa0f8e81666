import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '@mooring/memory';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ContentFiles } from '../src/content/content-files.ts';
import { DiskContentFiles } from '../src/content/disk-content-files.ts';
import { rootNode } from '../src/file-system/node-id.ts';
import { counting } from './fixture/counting.ts';
import { Device } from './fixture/device.ts';
import { storeTree } from './fixture/store.ts';

const mebibyte = 1024 * 1024;

/** Contents on a disk of so many bytes. */
async function smallDisk(total: number): Promise<ContentFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-disk-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const disk = await DiskContentFiles.create(join(folder, 'cache'), join(folder, 'state'));
  const sizes = new Map<number, number>();
  const free = () => total - [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return {
    keep: (id, keeping) => disk.keep(id, keeping),
    list: () => disk.list(),
    space: () => ({ free: free(), total }),
    async remove(id) {
      await disk.remove(id);
      sizes.delete(id);
    },
    async open(id, keeping) {
      const file = await disk.open(id, keeping);
      return {
        read: (offset, length) => file.read(offset, length),
        stat: () => file.stat(),
        sync: () => file.sync(),
        close: () => file.close(),
        async truncate(size) {
          await file.truncate(size);
          sizes.set(id, Math.min(size, sizes.get(id) ?? 0));
        },
        async write(offset, data) {
          if (free() < data.length) {
            throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          }
          await file.write(offset, data);
          sizes.set(id, (sizes.get(id) ?? 0) + data.length);
        },
      };
    },
  };
}

async function start(total: number, files: Readonly<Record<string, number>>) {
  const store = createMemoryStore();
  const other = store.connect();
  const contents: Record<string, Buffer> = {};
  for (const [name, size] of Object.entries(files)) {
    const content = Buffer.alloc(size, `content of ${name} `);
    contents[name] = content;
    await other.write({ path: `/${name}`, content, mode: 'create' });
  }
  const count = counting(store.connect());
  const contentFiles = await smallDisk(total);
  const device = await Device.start(count.provider, { contentFiles });
  await device.settled();
  count.take();
  return { store, other, contents, count, device };
}

describe('a disk with little room', () => {
  it('keeps what was read last', async () => {
    const size = 4 * mebibyte;
    const { count, device, contents } = await start(20 * mebibyte, { a: size, b: size, c: size });
    await using _ = device;
    for (const name of ['a', 'b', 'c', 'a', 'b', 'c', 'c', 'c']) {
      expect(await device.files.read(name)).toBe(contents[name]?.toString());
    }
    await device.fileSystem.drain({ timeoutMs: 1000 });
    count.take();
    expect(await device.files.read('c')).toBe(contents['c']?.toString());
    expect(count.take()).toEqual({});
  });

  it('reads a file that is larger than it, in a few requests, and writes to others', async () => {
    const size = 30 * mebibyte;
    const { count, device, contents, other } = await start(20 * mebibyte, { large: size });
    await using _ = device;
    const { fileSystem } = device;
    const handle = await fileSystem.open(await device.files.find('large'), { access: 'read' });
    const step = 128 * 1024;
    for (let offset = 0; offset < size; offset += step) {
      const part = Buffer.from(await fileSystem.read(handle, offset, step));
      if (!part.equals(contents['large']?.subarray(offset, offset + step) ?? part)) {
        expect.fail(`other bytes at ${offset}`);
      }
    }
    expect(count.take()['read']).toBeLessThan(size / mebibyte);
    await device.files.write('small', 'there is room for this');
    await fileSystem.release(handle);
    await device.settled();
    expect(await other.stat({ path: '/small' })).toMatchObject({ size: 22 });
  });

  it('gives the room of what is cached to what is written', async () => {
    const { device, other } = await start(20 * mebibyte, { a: 12 * mebibyte });
    await using _ = device;
    await device.files.read('a');
    await device.files.write('b', Buffer.alloc(15 * mebibyte, 'b'));
    await device.settled();
    expect(await other.stat({ path: '/b' })).toMatchObject({ size: 15 * mebibyte });
  });

  it('fails the write that finds no room, and nothing else', async () => {
    const { device, other } = await start(10 * mebibyte, { a: 10 });
    await using _ = device;
    const { fileSystem } = device;
    const options = { access: 'write' } as const;
    const { handle } = await fileSystem.create(rootNode, 'b', 0o644, options);
    const piece = Buffer.alloc(mebibyte);
    for (let offset = 0; offset < 8 * mebibyte; offset += mebibyte) {
      await fileSystem.write(handle, offset, piece);
    }
    await expect(
      fileSystem.write(handle, 8 * mebibyte, Buffer.alloc(2 * mebibyte)),
    ).rejects.toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    await fileSystem.release(handle);
    expect((await device.files.stat('b')).size).toBe(8 * mebibyte);
    expect(await device.files.read('a')).toBe('content of');
    await device.files.unlink('b');
    await device.files.write('c', 'fits');
    await device.settled();
    expect(await storeTree(other)).toEqual({ a: 'content of', c: 'fits' });
  });
});
