import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;

const files = {
  'one.txt': 'one',
  'empty.txt': '',
  'Sub folder/Ünï cödé/文書.txt': 'text',
};

beforeAll(async () => {
  bench = await openPeerBench();
  await bench.emulator.seed(
    Object.entries(files).map(([path, content]) => ({
      kind: 'file',
      path: `/kept/${path}`,
      content: Buffer.from(content),
    })),
  );
});

afterAll(() => bench[Symbol.asyncDispose]());

describe('a mount of rclone', () => {
  it('is read, written, and told of changes', async () => {
    const mountPoint = join(bench.folder, 'mounted');
    await mkdir(mountPoint);
    await using _mount = await bench.start(
      /Mounting on|vfs cache: cleaned|Serving/,
      'rclone',
      'mount',
      '--verbose',
      '--vfs-cache-mode',
      'writes',
      '--vfs-write-back',
      '0',
      '--poll-interval',
      '100ms',
      '--dropbox-batch-mode',
      'off',
      'emulator:kept',
      mountPoint,
    );
    await expect.poll(() => readdir(mountPoint)).toContain('one.txt');
    expect((await readdir(mountPoint)).sort()).toEqual(['Sub folder', 'empty.txt', 'one.txt']);
    for (const [path, content] of Object.entries(files)) {
      expect(await readFile(join(mountPoint, path), 'utf8')).toBe(content);
    }
    await writeFile(join(mountPoint, 'written.txt'), 'written');
    await mkdir(join(mountPoint, 'New folder'));
    await rename(join(mountPoint, 'written.txt'), join(mountPoint, 'New folder', 'renamed.txt'));
    await expect
      .poll(() => bench.output('rclone', 'lsf', '-R', 'emulator:kept'), { timeout: 20_000 })
      .toContain('New folder/renamed.txt');
    await bench.output('rclone', 'mkdir', 'emulator:kept/From elsewhere');
    await expect.poll(() => readdir(mountPoint), { timeout: 20_000 }).toContain('From elsewhere');
    await bench.output('fusermount3', '-u', mountPoint);
  });
});

it('is served on as WebDAV', async () => {
  await using server = await bench.start(
    /http:\/\/127\.0\.0\.1:\d+/,
    'rclone',
    'serve',
    'webdav',
    '--addr',
    '127.0.0.1:0',
    'emulator:kept',
  );
  const address = server.ready[0];
  const written = await fetch(`${address}/dav.txt`, { method: 'PUT', body: 'by WebDAV' });
  expect(written.status).toBe(201);
  const moved = await fetch(`${address}/dav.txt`, {
    method: 'MOVE',
    headers: { Destination: `${address}/moved.txt` },
  });
  expect(moved.status).toBe(201);
  expect(await (await fetch(`${address}/moved.txt`)).text()).toBe('by WebDAV');
  expect(await bench.output('rclone', 'cat', 'emulator:kept/moved.txt')).toBe('by WebDAV');
});
