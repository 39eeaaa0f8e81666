import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadRequest, type Revision, systemClock } from '@mooring/core';
import { expect, it } from 'vitest';
import type { NodeId } from '../file-system/node-id.ts';
import { Content } from './content.ts';
import { DiskContentFiles } from './disk-content-files.ts';
import { Downloader } from './downloader.ts';

const bytes = Buffer.from('0123456789abcdefghij');

/** A content with nothing in it yet, and a store whose answers the test lets go piece by piece. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-downloader-'));
  const files = await DiskContentFiles.create(folder, folder);
  const base = { ino: 1 as NodeId, revision: 'r' as Revision, path: undefined };
  const state = { id: 1, ino: base.ino, size: bytes.length, edited: false, base, present: [] };
  const content = new Content(state, await files.open(1, 'cached'), { take: async () => true });
  const asked: ReadRequest[] = [];
  const senders: ReadableStreamDefaultController<Uint8Array>[] = [];
  let completed = 0;
  const read = async (request: ReadRequest) => {
    asked.push(request);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        senders.push(controller);
        request.signal?.addEventListener('abort', () => controller.error(request.signal?.reason));
      },
    });
    return { entry: {} as never, body };
  };
  const downloader = new Downloader(
    content,
    { read },
    () => '/file',
    systemClock,
    () => completed++,
  );
  return {
    content,
    downloader,
    asked,
    completed: () => completed,
    /** Sends the next bytes of a request. */
    send(request: number, start: number, end: number) {
      senders[request]?.enqueue(bytes.subarray(start, end));
    },
    end: (request: number) => senders[request]?.close(),
    [Symbol.asyncDispose]: async () => {
      await content.close();
      await rm(folder, { recursive: true });
    },
  };
}

it('asks for every byte once, whoever wants it', async () => {
  await using store = await start();
  const { downloader, asked, content } = store;
  const first = downloader.fetch({ start: 0, end: 10 });
  const inside = downloader.fetch({ start: 3, end: 6 });
  const beyond = downloader.fetch({ start: 5, end: 15 });
  expect(asked.map(({ offset, length }) => [offset, length])).toEqual([
    [0, 10],
    [10, 5],
  ]);
  await expect.poll(() => store.completed()).toBe(0);
  store.send(0, 0, 6);
  await inside;
  store.send(0, 6, 10);
  await first;
  store.send(1, 10, 15);
  await beyond;
  expect(Buffer.from(await content.read(0, 15)).toString()).toBe('0123456789abcde');
});

it('never puts what arrives over what the user wrote meanwhile', async () => {
  await using store = await start();
  const { downloader, content } = store;
  const fetched = downloader.fetch({ start: 0, end: 20 });
  await content.write(4, Buffer.from('USER'));
  store.send(0, 0, 20);
  store.end(0);
  await fetched;
  expect(Buffer.from(await content.read(0, 20)).toString()).toBe('0123USER89abcdefghij');
  await expect.poll(() => store.completed()).toBe(1);
});

it('fails those who wait for the bytes of a body that ends too soon, and asks again for the next', async () => {
  await using store = await start();
  const { downloader, asked } = store;
  const early = downloader.fetch({ start: 0, end: 4 });
  const late = downloader.fetch({ start: 0, end: 10 });
  store.send(0, 0, 4);
  await early;
  store.end(0);
  // The part that `late` needed beyond what `early` had asked for is a request of its own.
  store.send(1, 4, 7);
  store.end(1);
  await expect(late).rejects.toMatchObject({ code: 'EIO' });
  const again = downloader.fetch({ start: 0, end: 10 });
  expect(asked.at(-1)).toMatchObject({ offset: 7, length: 3 });
  store.send(2, 7, 10);
  await again;
});

it('tells those who wait when the file is closed', async () => {
  await using store = await start();
  const waiting = store.downloader.fetch({ start: 0, end: 4 });
  store.downloader.stop();
  await expect(waiting).rejects.toMatchObject({ code: 'EIO' });
});
