import { readBytes } from '@mooring/core';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';

let emulator: DropboxEmulator;
let provider: DropboxProvider;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  provider = createDropboxProvider({ accessToken, baseUrl: emulator.url });
  await emulator.seed([
    {
      kind: 'document',
      path: '/Plan.paper',
      content: '# Plan\n\nSail at dawn.\n',
      format: 'markdown',
    },
    { kind: 'document', path: '/Sheet.gsheet', content: 'cells', format: { exportAs: 'xlsx' } },
    { kind: 'symlink', path: '/link', target: '../elsewhere' },
  ]);
});

afterAll(async () => {
  await provider.dispose?.();
  await emulator.close();
});

it('a document is marked as one that is only exported, without a size or a hash', async () => {
  const paper = await provider.stat({ path: '/Plan.paper' });
  expect(paper).toMatchObject({ kind: 'file', size: 0, exportAs: { extension: 'html' } });
  expect(paper).not.toHaveProperty('contentHash');
  const { entries } = await provider.list({ path: '/' });
  expect(entries.find(({ name }) => name === 'Sheet.gsheet')).toMatchObject({
    exportAs: { extension: 'xlsx' },
  });
});

it('reading it gives the export, with its right size', async () => {
  const { entry, body } = await provider.read({ path: '/Plan.paper' });
  const text = await new Response(body).text();
  expect(text).toContain('Sail at dawn.');
  expect(entry.size).toBe(new TextEncoder().encode(text).byteLength);
  const sheet = await readBytes(provider, { path: '/Sheet.gsheet' });
  expect(new TextDecoder().decode(sheet)).toBe('cells');
});

it('a part of it is cut out of the export, and its revision holds', async () => {
  const { entry } = await provider.read({ path: '/Sheet.gsheet' });
  const { revision } = entry;
  const read = async (offset: number, length?: number) =>
    new TextDecoder().decode(
      await readBytes(provider, { path: '/Sheet.gsheet', offset, length, revision }),
    );
  expect(await read(1, 3)).toBe('ell');
  expect(await read(3)).toBe('ls');
  expect(await read(5)).toBe('');
  expect(await read(100, 3)).toBe('');
});

it('a symbolic link of a desktop client shows its target', async () => {
  expect(await provider.stat({ path: '/link' })).toMatchObject({ symlinkTarget: '../elsewhere' });
});
