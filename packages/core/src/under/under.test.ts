import { describe, expect, it } from 'vitest';
import { fileEntry, scriptedProvider, storageError } from '../../test/scripted-provider.ts';
import type { ChangeCursor } from '../entry/token.ts';
import { withLayers } from '../layer/with-layers.ts';
import { under } from './under.ts';

function below(answer: (request: { path?: string | undefined }) => unknown) {
  const { provider, calls } = scriptedProvider(answer);
  return { calls, provider: withLayers(provider, under('/Apps/Box')) };
}

const content = new Uint8Array();

it('paths go in with the folder before them, and come out without', async () => {
  const { provider, calls } = below(({ path }) => fileEntry((path ?? '/Apps/Box/to') as '/'));
  expect(await provider.stat({ path: '/a/b' })).toEqual(fileEntry('/a/b'));
  expect((await provider.move({ from: '/x', to: '/to' })).path).toBe('/to');
  expect(calls.map(({ request }) => request)).toEqual([
    { path: '/Apps/Box/a/b' },
    { from: '/Apps/Box/x', to: '/Apps/Box/to' },
  ]);
});

it('the folder itself is the root, and has no name', async () => {
  const { provider, calls } = below(() => ({ kind: 'folder', path: '/Apps/Box', name: 'Box' }));
  expect(await provider.stat({ path: '/' })).toEqual({ kind: 'folder', path: '/', name: '' });
  expect(calls[0]?.request).toEqual({ path: '/Apps/Box' });
});

it('a folder that the store spells in another way is still the folder', async () => {
  const { provider } = below(() => fileEntry('/apps/BOX/a'));
  expect((await provider.stat({ path: '/a' })).path).toBe('/a');
});

it('nothing outside can be named', async () => {
  const { provider, calls } = below(() => undefined);
  await expect(provider.stat({ path: '/../secret' })).rejects.toMatchObject({
    code: 'invalid-path',
  });
  expect(calls).toEqual([]);
});

it('the root stays where it is', async () => {
  const { provider, calls } = below(() => undefined);
  const request = { path: '/', recursive: true } as const;
  await expect(provider.remove(request)).rejects.toMatchObject({ code: 'invalid-request' });
  await expect(provider.move({ from: '/', to: '/a' })).rejects.toThrow();
  expect(await provider.batch.removeMany({ requests: [request] })).toMatchObject([
    { status: 'failed', error: { code: 'invalid-request' } },
  ]);
  expect(calls).toEqual([]);
});

it('the paths in pages, changes and outcomes are mapped', async () => {
  const entry = fileEntry('/Apps/Box/a');
  const error = storageError('not-found', { details: { path: '/Apps/Box/c' } });
  const { provider } = below(() => ({
    entries: [entry],
    revisions: [entry],
    changes: [
      { kind: 'upsert', entry },
      { kind: 'remove', path: '/Apps/Box/b' },
      { kind: 'remove', path: '/Apps' },
    ],
    asOf: 'c',
  }));
  expect(await provider.list({ path: '/' })).toMatchObject({
    entries: [fileEntry('/a')],
    asOf: 'c',
  });
  expect((await provider.revisions.list({ path: '/a' })).revisions).toEqual([fileEntry('/a')]);
  const { changes } = await provider.changes.pull({ cursor: 'c' as ChangeCursor });
  expect(changes).toEqual([
    { kind: 'upsert', entry: fileEntry('/a') },
    { kind: 'remove', path: '/b' },
    { kind: 'remove', path: '/' },
  ]);
  const batch = below(() => [
    { status: 'done', value: entry },
    { status: 'failed', error },
  ]);
  const requests = [
    { path: '/a', content, mode: 'create' },
    { path: '/c', content, mode: 'create' },
  ] as const;
  expect(await batch.provider.batch.writeMany({ requests })).toMatchObject([
    { status: 'done', value: { path: '/a' } },
    { status: 'failed', error: { details: { path: '/c' } } },
  ]);
  expect(batch.calls[0]?.request.requests?.map(({ path }) => path)).toEqual([
    '/Apps/Box/a',
    '/Apps/Box/c',
  ]);
});

describe('an error', () => {
  it('names the path as the caller knows it', async () => {
    const error = storageError('not-found', { details: { path: '/Apps/Box/a' } });
    const { provider } = below(() => {
      throw error;
    });
    await expect(provider.stat({ path: '/a' })).rejects.toMatchObject({ details: { path: '/a' } });
  });
});

it('the root of the store is itself', async () => {
  const { provider } = scriptedProvider(({ path }) => fileEntry(path ?? '/'));
  expect(await withLayers(provider, under('/')).stat({ path: '/a' })).toEqual(fileEntry('/a'));
});

it('a folder that is no canonical path is refused', () => {
  expect(() => under('/a/')).toThrow('ends with a slash');
});
