import {
  isStorageError,
  type Outcome,
  type Revision,
  readBytes,
  type StoragePath,
} from '@mooring/core';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import {
  type DropboxEmulator,
  type FaultRule,
  startDropboxEmulator,
} from '@mooring/dropbox-emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let emulator: DropboxEmulator;
let provider: DropboxProvider;

beforeEach(async () => {
  emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  provider = createDropboxProvider({ accessToken, baseUrl: emulator.url });
});

afterEach(async () => {
  await provider.dispose?.();
  await emulator.close();
});

const content = new TextEncoder().encode('content');

function summary(outcomes: readonly Outcome<unknown>[]): readonly string[] {
  return outcomes.map((outcome) => (outcome.status === 'done' ? 'done' : outcome.error.code));
}

function writes(count: number, folder = '') {
  return Array.from({ length: count }, (_, index) => ({
    path: `/${folder}${index}` as StoragePath,
    content: new TextEncoder().encode(`${folder}${index}`),
    mode: 'create' as const,
  }));
}

async function expectWritten(count: number, folder = ''): Promise<void> {
  for (const { path, content: expected } of writes(count, folder)) {
    expect(await readBytes(provider, { path })).toEqual(expected);
  }
}

function requests(route: string): number {
  return emulator.requests.of(`files/${route}`).requests;
}

const appendBatch = 'files/upload_session/append_batch';

const refusals: readonly (readonly [string, FaultRule['fault']])[] = [
  ['as too large', { kind: 'route-error', error: { '.tag': 'payload_too_large' } }],
  ['as a route that is not there', { kind: 'status', status: 400, body: 'Unknown API function' }],
];

describe('a service that takes no joined bodies', () => {
  it.each(refusals)('and refuses them %s, gets them one by one', async (_, fault) => {
    emulator.faults.add({ route: appendBatch, fault, count: 100 });
    expect(summary(await provider.batch.writeMany({ requests: writes(5) }))).toEqual(
      Array(5).fill('done'),
    );
    expect(requests('upload_session/append_v2')).toBe(5);
    expect(requests('upload_session/finish_batch_v2')).toBe(1);
    await expectWritten(5);
    await provider.batch.writeMany({ requests: writes(3, 'again ') });
    expect(requests('upload_session/append_batch')).toBe(1);
    await expectWritten(3, 'again ');
  });
});

it('a body that was damaged on the way is sent again', async () => {
  const fault = { kind: 'route-error', error: { '.tag': 'content_hash_mismatch' } } as const;
  emulator.faults.add({ route: appendBatch, fault });
  await provider.batch.writeMany({ requests: writes(3) });
  expect(requests('upload_session/append_batch')).toBe(2);
  await expectWritten(3);
});

it('requests that could never be granted fail alone', async () => {
  const written = await provider.batch.writeMany({
    requests: [
      { path: '/one', content, mode: 'create' },
      { path: '/', content, mode: 'create' },
      { path: '/', content, mode: 'overwrite' },
      { path: '/in a distant future', content, mode: 'create', mtime: 1e15 },
      { path: '/of another store', content, mode: { ifRevision: '"etag"' as Revision } },
      { path: '/two', content, mode: 'create' },
    ],
  });
  expect(summary(written)).toEqual([
    'done',
    'already-exists',
    'is-a-folder',
    'invalid-request',
    'conflict',
    'done',
  ]);
  const removed = await provider.batch.removeMany({
    requests: [{ path: '/one', ifRevision: '"etag"' as Revision }, { path: '/two' }],
  });
  expect(summary(removed)).toEqual(['conflict', 'done']);
});

describe('a round that the service refuses as a whole', () => {
  const malformed = { kind: 'status', status: 400, body: 'Error in call to API function' } as const;

  it.each([
    ['writes', 'upload_session/finish_batch_v2'],
    ['folders', 'create_folder_batch'],
  ])('of %s is sent in halves, until the one to blame is found', async (what, route) => {
    const refused = { route: `files/${route}`, fault: malformed };
    // 0 to 7, and 0 to 3; not 0 and 1, but 2 and 3; and at last 2.
    emulator.faults.add({ ...refused, count: 2 }, { ...refused, skip: 3, count: 2 });
    const round = writes(8);
    const outcomes =
      what === 'writes'
        ? await provider.batch.writeMany({ requests: round })
        : await provider.batch.createFolders?.({ requests: round });
    expect(requests(route)).toBe(7);
    const expected = Array(8).fill('done');
    expected[2] = 'invalid-request';
    expect(summary(outcomes ?? [])).toEqual(expected);
  });

  it('however it is cut costs a few requests, not thousands', async () => {
    emulator.faults.add({ route: 'files/create_folder_batch', fault: malformed, count: 10_000 });
    const outcomes = await provider.batch.createFolders?.({ requests: writes(1000) });
    expect(new Set(summary(outcomes ?? []))).toEqual(new Set(['invalid-request']));
    expect(requests('create_folder_batch')).toBeLessThan(60);
  });
});

describe('a service that opens no sessions for many', () => {
  const unknown: FaultRule = {
    route: 'files/upload_session/start_batch',
    fault: { kind: 'status', status: 400, body: 'Unknown API function' },
    count: 100,
  };

  it('gets the files one by one', async () => {
    emulator.faults.add(unknown);
    expect(summary(await provider.batch.writeMany({ requests: writes(5) }))).toEqual(
      Array(5).fill('done'),
    );
    await expectWritten(5);
    await provider.batch.writeMany({ requests: writes(3, 'again ') });
    expect(requests('upload_session/start_batch')).toBe(1);
    await expectWritten(3, 'again ');
  });

  it('and takes none of them, is not asked for each', async () => {
    emulator.faults.add(unknown, { ...unknown, route: 'files/upload', count: 10_000 });
    const outcomes = await provider.batch.writeMany({ requests: writes(500) });
    expect(new Set(summary(outcomes))).toEqual(new Set(['invalid-request']));
    expect(requests('upload')).toBeLessThan(10);
  });
});

it('a file that one request cannot hold fails alone', async () => {
  const piece = new Uint8Array(16 * 1024 * 1024);
  const huge = new Blob(Array(10).fill(piece));
  const outcomes = await provider.batch.writeMany({
    requests: [
      { path: '/before', content, mode: 'create' },
      { path: '/huge', content: huge, mode: 'create' },
      { path: '/after', content, mode: 'create' },
    ],
  });
  expect(summary(outcomes)).toEqual(['done', 'too-large', 'done']);
});

it('requests that build on each other are done in their order', async () => {
  const { revision } = await provider.write({ path: '/a', content, mode: 'create' });
  const changed = new TextEncoder().encode('changed');
  const written = await provider.batch.writeMany({
    requests: [
      { path: '/a', content: changed, mode: { ifRevision: revision } },
      { path: '/b', content, mode: 'create' },
      { path: '/A', content, mode: { ifRevision: revision } },
    ],
  });
  expect(summary(written)).toEqual(['done', 'done', 'conflict']);
  const moved = await provider.batch.moveMany?.({
    requests: [
      { from: '/a', to: '/c' },
      { from: '/b', to: '/a' },
      { from: '/c', to: '/b' },
    ],
  });
  expect(summary(moved ?? [])).toEqual(['done', 'done', 'done']);
  expect(await readBytes(provider, { path: '/b' })).toEqual(changed);
  const folders = await provider.batch.createFolders?.({
    requests: [{ path: '/deep' }, { path: '/deep/er' }, { path: '/deep' }],
  });
  expect(summary(folders ?? [])).toEqual(['done', 'done', 'already-exists']);
  const removed = await provider.batch.removeMany({
    requests: [{ path: '/deep/er' }, { path: '/deep' }, { path: '/deep/er' }],
  });
  expect(summary(removed)).toEqual(['done', 'done', 'not-found']);
});

it('changes of case go among other moves', async () => {
  for (const { path } of writes(2)) await provider.write({ path, content, mode: 'create' });
  await provider.createFolder({ path: '/name' });
  const outcomes = await provider.batch.moveMany?.({
    requests: [
      { from: '/0', to: '/moved 0' },
      { from: '/name', to: '/NAME' },
      { from: '/1', to: '/1' },
    ],
  });
  expect(summary(outcomes ?? [])).toEqual(['done', 'done', 'already-exists']);
  const { entries } = await provider.list({ path: '/' });
  expect(entries.map(({ name }) => name).sort()).toEqual(['1', 'NAME', 'moved 0']);
});

it('entries that find the namespace busy are sent again', async () => {
  const busy = { '.tag': 'failed', failed: { '.tag': 'too_many_write_operations' } };
  await Promise.all(writes(2).map((write) => provider.write(write)));
  // The job ends at once without having done anything.
  const fault = { kind: 'status', status: 200, body: JSON.stringify(busy) } as const;
  emulator.faults.add({ route: 'files/delete_batch', fault });
  const outcomes = await provider.batch.removeMany({
    requests: writes(2).map(({ path }) => ({ path, recursive: true })),
  });
  expect(summary(outcomes)).toEqual(['done', 'done']);
});

it.each([
  1, 100,
])('what is known of a round is kept when %i looks at a conflict fail', async (count) => {
  await Promise.all(writes(2).map((write) => provider.write(write)));
  const { entry } = await provider.read({ path: '/0', length: 0 });
  const fault = { kind: 'status', status: 503 } as const;
  emulator.faults.add({ route: 'files/get_metadata', fault, count });
  const outcomes = await provider.batch.removeMany({
    requests: ['/1', '/0'].map((path) => ({
      path: path as StoragePath,
      ifRevision: entry.revision,
    })),
  });
  expect(summary(outcomes)).toEqual(['conflict', 'done']);
  expect(requests('delete_batch')).toBe(1);
});

it('a long job is looked at less and less often', async () => {
  emulator.setBehaviour({ jobDuration: 1000 });
  await Promise.all(writes(2).map((write) => provider.write(write)));
  await provider.batch.removeMany({ requests: writes(2).map(({ path }) => ({ path })) });
  // Every 100 ms it would be ten.
  expect(requests('delete_batch/check')).toBeLessThanOrEqual(6);
  expect(requests('delete_batch/check')).toBeGreaterThan(1);
});

describe('without a service', () => {
  it('a batch of which nothing is known rejects', async () => {
    await emulator.close();
    const error = await provider.batch
      .writeMany({ requests: writes(3) })
      .catch((reason: unknown) => reason);
    expect(isStorageError(error, 'unavailable')).toBe(true);
    expect(error).toMatchObject({ retryable: true, mayHaveApplied: false });
  });

  it('what was written before stays known, and the rest fails', async () => {
    const dead: FaultRule = { route: appendBatch, fault: { kind: 'reset' }, skip: 1, count: 100 };
    emulator.faults.add(dead);
    const outcomes = await provider.batch.writeMany({ requests: writes(1500) });
    expect(outcomes.length).toBe(1500);
    expect(summary(outcomes.slice(0, 1000))).toEqual(Array(1000).fill('done'));
    expect(summary(outcomes.slice(1000))).toEqual(Array(500).fill('unavailable'));
  });
});

it('an abort under way ends a batch with its reason', async () => {
  const controller = new AbortController();
  emulator.requests.onRequest(({ route }) => {
    if (route === appendBatch) controller.abort('enough');
  });
  const batch = provider.batch.writeMany({ requests: writes(1500), signal: controller.signal });
  await expect(batch).rejects.toBe('enough');
});
