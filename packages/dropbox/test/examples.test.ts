import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBytes, type StoragePath } from '@mooring/core';
import type { DropboxProvider } from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { download } from '../examples/download.ts';
import { mirror } from '../examples/follow-changes.ts';
import { uploadFile } from '../examples/large-upload.ts';
import { totalSize } from '../examples/list-with-paging.ts';
import { openDropbox } from '../examples/sign-in.ts';
import { addLine, loadState, saveState } from '../examples/small-upload.ts';
import { signedInProvider } from './auth/signed-in-provider.ts';

let emulator: DropboxEmulator;
let provider: DropboxProvider;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-examples-'));
  emulator = await startDropboxEmulator({ behaviour: { consent: 'allow' } });
  provider = await signedInProvider(emulator);
});

afterAll(async () => {
  await provider.dispose?.();
  await emulator.close();
  await rm(folder, { recursive: true });
});

it('the README shows the examples as they are', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const examples = new URL('../examples/', import.meta.url);
  for (const name of await readdir(examples)) {
    expect(readme).toContain(await readFile(new URL(name, examples), 'utf8'));
  }
});

it('signs in, once', async () => {
  vi.stubEnv('DROPBOX_APP_KEY', emulator.app.key);
  let asked = 0;
  const ask = async (question: string) => {
    asked++;
    const address = /https?:\S+/.exec(question)?.[0] ?? '';
    const page = await (await fetch(address)).text();
    return /data-token="([^"]+)"/.exec(page)?.[1] ?? '';
  };
  for (let start = 0; start < 2; start++) {
    const opened = await openDropbox(folder, ask, emulator.url);
    expect((await opened.account({})).id).toBe(emulator.account.id);
    await opened.dispose?.();
  }
  expect(asked).toBe(1);
  vi.unstubAllEnvs();
});

it('lists with paging', async () => {
  await emulator.seed(
    Array.from({ length: 30 }, (_, index) => ({
      kind: 'generated' as const,
      path: `/sized/${index % 3}/${index}`,
      size: 10,
    })),
  );
  expect(await totalSize(provider, '/sized')).toBe(300);
});

it('uploads small files in each mode', async () => {
  await Promise.all(['one', 'two', 'three'].map((line) => addLine(provider, '/log', line)));
  const text = new TextDecoder().decode(await readBytes(provider, { path: '/log' }));
  expect(text.split('\n').sort()).toEqual(['', 'one', 'three', 'two']);
  await saveState(provider, { count: 1 });
  await saveState(provider, { count: 2 });
  expect(await loadState(provider)).toEqual({ count: 2 });
});

it('uploads a large file and tells of its progress', async () => {
  const bytes = Buffer.alloc(20 * 1024 * 1024, 'mooring');
  await writeFile(join(folder, 'large'), bytes);
  const shares: number[] = [];
  await uploadFile(provider, join(folder, 'large'), '/large', (share) => shares.push(share));
  expect(shares.length).toBe(3);
  expect(shares.at(-1)).toBe(1);
  expect(Buffer.compare(await readBytes(provider, { path: '/large' }), bytes)).toBe(0);
});

it('downloads a file with what is known of it', async () => {
  const mtime = Date.UTC(2020, 1, 29);
  const content = new TextEncoder().encode('content');
  await provider.write({ path: '/dated', content, mode: 'create', mtime });
  const entry = await download(provider, '/dated', join(folder, 'dated'));
  expect(entry).toEqual(await provider.stat({ path: '/dated' }));
  expect(await readFile(join(folder, 'dated'), 'utf8')).toBe('content');
  expect((await stat(join(folder, 'dated'))).mtimeMs).toBe(mtime);
});

it('follows changes, over an expired cursor too', async () => {
  const paths = new Set<StoragePath>();
  const controller = new AbortController();
  const mirroring = expect(mirror(provider, paths, controller.signal)).rejects.toBe('enough');
  await provider.createFolder({ path: '/followed' });
  await vi.waitUntil(() => paths.has('/followed'));
  emulator.resetCursors();
  await provider.createFolder({ path: '/followed/further' });
  await vi.waitUntil(() => paths.has('/followed/further'));
  await provider.remove({ path: '/Followed', recursive: true });
  await vi.waitUntil(() => !paths.has('/followed') && !paths.has('/followed/further'));
  controller.abort('enough');
  await mirroring;
});
