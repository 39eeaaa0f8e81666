import { isStorageError, retry, withLayers } from '@mooring/core';
import {
  type AccessTokenSource,
  createDropboxProvider,
  type DropboxProvider,
} from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signedInProvider } from './auth/signed-in-provider.ts';
import { answerJson, startScriptedServer } from './server/scripted-server.ts';

let emulator: DropboxEmulator;
let provider: DropboxProvider;
let refusals: number;

beforeEach(async () => {
  emulator = await startDropboxEmulator();
  provider = await signedInProvider(emulator);
  refusals = 0;
  emulator.requests.onRequest(({ status }) => {
    if (status === 429 || status === 409) refusals++;
  });
});

afterEach(async () => {
  await provider.dispose?.();
  await emulator.close();
});

const content = new Uint8Array(10);

it('sends one change at a time where the service takes no more', async () => {
  // One that works and none that waits: the second writer in a namespace is refused.
  emulator.setConditions({
    writeDuration: 5,
    writerLimit: { maxWriters: 1, refusal: 'rate-limit' },
  });
  await Promise.all([
    ...Array.from({ length: 10 }, (_, index) =>
      provider.write({ path: `/file ${index}`, content, mode: 'create' }),
    ),
    provider.createFolder({ path: '/folder' }),
    provider.batch.writeMany({
      requests: [1, 2].map((index) => ({ path: `/many ${index}`, content, mode: 'create' })),
    }),
    provider.batch.createFolders?.({ requests: [{ path: '/a' }, { path: '/b' }] }),
  ]);
  expect(refusals).toBe(0);
  expect((await provider.list({ path: '/' })).entries.length).toBe(15);
});

it.each([
  [
    'sign-in',
    (token: string): AccessTokenSource => ({
      accessToken: () => Promise.resolve(token),
      replaceToken: () => Promise.reject(new Error('the token is good')),
    }),
  ],
  ['token', (token: string) => token],
] as const)('providers of one %s keep to that together', async (_, toAccess) => {
  const accessToken = toAccess(emulator.account.accessToken);
  const both = [1, 2].map(() => createDropboxProvider({ accessToken, baseUrl: emulator.url }));
  emulator.setConditions({
    writeDuration: 5,
    writerLimit: { maxWriters: 1, refusal: 'rate-limit' },
  });
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      both[index % 2]?.write({ path: `/file ${index}`, content, mode: 'create' }),
    ),
  );
  expect(refusals).toBe(0);
  await Promise.all(both.map((one) => one.dispose?.()));
});

it('a change that is refused for five minutes holds up changes, and no reads', async () => {
  await provider.write({ path: '/file', content, mode: 'create' });
  emulator.faults.add({ route: 'files/upload', fault: { kind: 'rate-limit', retryAfter: 300 } });
  const refused = await provider
    .write({ path: '/other', content, mode: 'create' })
    .catch((error: unknown) => error);
  expect(isStorageError(refused, 'rate-limited') && refused.details.retryAfterMs).toBe(300_000);
  const controller = new AbortController();
  const waiting = expect(
    provider.createFolder({ path: '/folder', signal: controller.signal }),
  ).rejects.toBe('enough');
  expect((await provider.stat({ path: '/file' })).name).toBe('file');
  const { body } = await provider.read({ path: '/file' });
  for await (const chunk of body) expect(chunk.byteLength).toBe(10);
  controller.abort('enough');
  await waiting;
  expect(emulator.requests.of('files/create_folder_v2').requests).toBe(0);
});

it('stays away for as long as it is told to, and gets everything in the end', async () => {
  await provider.createFolder({ path: '/folder' });
  emulator.setConditions({
    latency: 5,
    rateLimit: { requests: 40, period: 0.5, retryAfter: 1 },
  });
  const patient = withLayers(provider, retry({ baseDelayMs: 10 }));
  const calls = Array.from({ length: 80 }, () => patient.stat({ path: '/folder' }));
  expect((await Promise.all(calls)).length).toBe(80);
  // Only those that were under way with the first one to be refused. Sent all at once, 40 would be.
  expect(refusals).toBeLessThanOrEqual(24);
  expect(refusals).toBeGreaterThan(0);
});

it('equal listings are asked for one after another, others side by side', async () => {
  const running: string[] = [];
  let overlaps = 0;
  await using server = await startScriptedServer(async ({ body }, response) => {
    const { path } = JSON.parse(body) as { readonly path: string };
    if (running.includes(path)) throw new Error(`${path} is asked for twice at a time`);
    if (running.length > 0) overlaps++;
    running.push(path);
    await new Promise((resolve) => setTimeout(resolve, 10));
    running.splice(running.indexOf(path), 1);
    answerJson(response, 200, { entries: [], cursor: 'c', has_more: false });
  });
  const lister = createDropboxProvider({ accessToken: 'token', baseUrl: server.url });
  const paths = ['/a', '/b', '/a', '/b', '/a', '/b'] as const;
  await Promise.all(paths.map((path) => lister.list({ path, recursive: true })));
  expect(server.requests.length).toBe(6);
  expect(overlaps).toBeGreaterThan(0);
  await lister.dispose?.();
});
