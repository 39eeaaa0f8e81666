import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readBytes, type StoragePath, type StorageProvider } from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';
import { startDropboxEmulator } from '@mooring/dropbox-emulator';
import { createMemoryStore } from '@mooring/memory';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFolder } from '../../folder-provider/src/folder-provider.ts';
import { backUp, type FileResult } from '../src/back-up.ts';

let source: string;

beforeEach(async () => {
  source = await mkdtemp(join(tmpdir(), 'mooring-backup-'));
});

afterEach(() => rm(source, { recursive: true }));

async function put(name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(source, name)), { recursive: true });
  await writeFile(join(source, name), content);
}

async function text(provider: StorageProvider, path: StoragePath): Promise<string> {
  return new TextDecoder().decode(await readBytes(provider, { path }));
}

it('stores what is new, then only what has changed', async () => {
  const provider = createMemoryStore().connect();
  await put('notes.txt', 'first');
  await put('photos/2026/harbour.jpg', new Uint8Array(100_000));
  const options = { provider, source, target: '/Backup' } as const;
  expect(await backUp(options)).toEqual({
    stored: 2,
    unchanged: 0,
    failed: 0,
    storedBytes: 100_005,
  });
  await put('notes.txt', 'again');
  expect(await backUp(options)).toMatchObject({ stored: 1, unchanged: 1 });
  expect(await text(provider, '/Backup/notes.txt')).toBe('again');
  expect(await backUp(options)).toMatchObject({ stored: 0, unchanged: 2 });
});

it('keeps the times of the files', async () => {
  const provider = createMemoryStore().connect();
  await put('old.txt', 'old');
  await utimes(join(source, 'old.txt'), 1_000_000_000, 1_000_000_000);
  await backUp({ provider, source, target: '/Backup' });
  expect(await provider.stat({ path: '/Backup/old.txt' })).toMatchObject({
    mtime: 1_000_000_000_000,
  });
});

it('a file that the store refuses does not stop the others', async () => {
  const provider = createMemoryStore().connect();
  await put('bad\\name', 'x');
  await put('good', 'y');
  const failures: FileResult[] = [];
  const onFile = (result: FileResult) => {
    if (result.outcome === 'failed') failures.push(result);
  };
  const summary = await backUp({ provider, source, target: '/Backup', onFile });
  expect(summary).toMatchObject({ stored: 1, failed: 1 });
  expect(failures).toMatchObject([
    { file: { names: ['bad\\name'] }, error: { code: 'invalid-path' } },
  ]);
});

it('without a hash it goes by size and time', async () => {
  const { createHasher, ...provider } = createMemoryStore().connect();
  await put('file', 'same');
  const options = { provider: provider as StorageProvider, source, target: '/Backup' } as const;
  await backUp(options);
  expect(await backUp(options)).toMatchObject({ unchanged: 1 });
});

it('backs up to another folder, by the provider of the other example', async () => {
  const target = await mkdtemp(join(tmpdir(), 'mooring-backup-target-'));
  try {
    const provider = await openFolder(target);
    await put('photos/2026/harbour.jpg', new Uint8Array(100_000));
    await put('notes.txt', 'first');
    const options = { provider, source, target: '/Backup' } as const;
    expect(await backUp(options)).toMatchObject({ stored: 2, failed: 0 });
    await put('notes.txt', 'again, and longer');
    expect(await backUp(options)).toMatchObject({ stored: 1, unchanged: 1 });
    expect(await readFile(join(target, 'Backup/notes.txt'), 'utf8')).toBe('again, and longer');
    expect((await stat(join(target, 'Backup/photos/2026/harbour.jpg'))).size).toBe(100_000);
  } finally {
    await rm(target, { recursive: true });
  }
});

it('a file that somebody changed in the store meanwhile is not overwritten', async () => {
  const store = createMemoryStore();
  const [provider, other] = [store.connect(), store.connect()];
  const options = { provider, source, target: '/Backup' } as const;
  await put('shared.txt', 'first');
  await backUp(options);
  await put('shared.txt', 'mine');
  const list = provider.list.bind(provider);
  const racing: StorageProvider = {
    ...provider,
    list: async (request) => {
      const page = await list(request);
      const content = new TextEncoder().encode('theirs');
      await other.write({ path: '/Backup/shared.txt', content, mode: 'overwrite' });
      return page;
    },
  };
  expect(await backUp({ ...options, provider: racing })).toMatchObject({ stored: 0, failed: 1 });
  expect(await text(provider, '/Backup/shared.txt')).toBe('theirs');
});

it('the command backs up to Dropbox', async () => {
  const emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  const dropbox = createDropboxProvider({ accessToken, baseUrl: emulator.url });
  try {
    await put('letters/grandmother.txt', 'Liebe Oma');
    const main = join(import.meta.dirname, '../src/main.ts');
    const flags = ['--conditions=@mooring/source', '--disable-warning=ExperimentalWarning'];
    const env = { ...process.env, DROPBOX_ACCESS_TOKEN: accessToken, DROPBOX_URL: emulator.url };
    const run = () =>
      promisify(execFile)(process.execPath, [...flags, main, source, '/Backup'], { env });
    expect((await run()).stdout).toMatch(
      /^1 stored \(9 bytes\), 0 unchanged, 0 failed; \d+ calls\n$/,
    );
    expect((await run()).stdout).toMatch(/^0 stored \(0 bytes\), 1 unchanged/);
    expect(await text(dropbox, '/Backup/letters/grandmother.txt')).toBe('Liebe Oma');
  } finally {
    await dropbox.dispose?.();
    await emulator.close();
  }
}, 20_000);
