import { type ChangeCursor, followChanges, listPages, type StoragePath } from '@mooring/core';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

/** Requests are what a rate limit counts and what a long line makes slow, whatever the machine. */

let emulator: DropboxEmulator;
let provider: DropboxProvider;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  provider = createDropboxProvider({ accessToken, baseUrl: emulator.url });
});

afterAll(async () => {
  await provider.dispose?.();
  await emulator.close();
});

beforeEach(() => emulator.requests.reset());

async function writeFiles(paths: readonly StoragePath[], size: number): Promise<void> {
  const requests = paths.map((path, index) => ({
    path,
    content: new Uint8Array(size).fill(index),
    mode: 'create' as const,
  }));
  const outcomes = await provider.batch.writeMany({ requests });
  expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
}

it('2,000 files of 10 KB are written in 6 requests', async () => {
  const paths = Array.from({ length: 2000 }, (_, index): StoragePath => `/many/${index}.bin`);
  await writeFiles(paths, 10_000);
  expect(emulator.requests.total.requests).toBe(6);
  expect(emulator.requests.total.received).toBeLessThan(1.1 * 2000 * 10_000);
}, 60_000);

it('11,000 entries are listed in 6 requests', async () => {
  const paths = Array.from(
    { length: 10_000 },
    (_, index): StoragePath => `/tree/folder ${Math.trunc(index / 10)}/file ${index}`,
  );
  await writeFiles(paths, 1);
  emulator.requests.reset();
  let entries = 0;
  let asOf: ChangeCursor | undefined;
  for await (const page of listPages(provider, { path: '/tree', recursive: true })) {
    entries += page.entries.length;
    asOf = page.asOf;
  }
  expect(entries).toBe(11_000);
  expect(asOf).toBeDefined();
  expect(emulator.requests.total.requests).toBe(6);
}, 120_000);

it('a minute without a change is one long poll', async () => {
  const cursor = await provider.changes.latest({ path: '/' });
  const pages = followChanges(provider, { cursor });
  await pages.next();
  emulator.requests.reset();
  const next = pages.next();
  // By the time these are answered, the long poll stands.
  for (let round = 0; round < 5; round++) await provider.quota({});
  emulator.clock.advance(60_000);
  for (let round = 0; round < 5; round++) await provider.quota({});
  await provider.createFolder({ path: '/at last' });
  expect((await next).value.changes.length).toBe(1);
  expect(emulator.requests.of('files/list_folder/longpoll').requests).toBe(1);
});

it('one file is one request, in whichever mode', async () => {
  const content = new Uint8Array(1000);
  const { revision } = await provider.write({ path: '/one', content, mode: 'create' });
  await provider.write({ path: '/one', content: content.fill(1), mode: { ifRevision: revision } });
  await provider.write({ path: '/one', content: content.fill(2), mode: 'overwrite' });
  expect(emulator.requests.total.requests).toBe(3);
});

it('1,000 files are removed in 2 requests, each as the revision that was named', async () => {
  const paths = Array.from({ length: 1000 }, (_, index): StoragePath => `/gone/${index}`);
  await writeFiles(paths, 1);
  const { entries } = await provider.list({ path: '/gone' });
  emulator.requests.reset();
  const requests = entries.flatMap((entry) =>
    entry.kind === 'file' ? [{ path: entry.path, ifRevision: entry.revision }] : [],
  );
  const outcomes = await provider.batch.removeMany({ requests });
  expect(outcomes.filter(({ status }) => status === 'done').length).toBe(1000);
  const { 'files/delete_batch': launched, ...others } = emulator.requests.routes;
  expect(launched?.requests).toBe(1);
  expect(Object.keys(others)).toEqual(['files/delete_batch/check']);
}, 60_000);
