import { describe, expect, it } from 'vitest';
import { fileEntry, scriptedProvider, storageError } from '../../test/scripted-provider.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import type { ChangeCursor, PageCursor } from '../entry/token.ts';
import { withLayers } from '../layer/with-layers.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { OperationName } from '../operation/operation-name.ts';
import { type CacheEntriesOptions, cacheEntries } from './cache-entries.ts';

function cached(
  answer: (request: AnyRequest, operation: OperationName) => unknown,
  options: CacheEntriesOptions = {},
) {
  const clock = new ManualClock();
  const { provider, calls } = scriptedProvider(answer);
  const names = () => calls.map(({ operation }) => operation);
  const layered = withLayers(provider, cacheEntries({ clock, lifetimeMs: 1000, ...options }));
  return { clock, calls, names, provider: layered };
}

const content = new Uint8Array();

function answerEntries({ path = '/' }: AnyRequest, operation: OperationName): unknown {
  if (operation === 'list') {
    const folder = path === '/' ? '' : path;
    return { entries: [fileEntry(`${folder}/a` as '/'), fileEntry(`${folder}/b` as '/')] };
  }
  return fileEntry(path);
}

it('a second look costs nothing, for a while', async () => {
  const { provider, clock, names } = cached(answerEntries);
  expect(await provider.stat({ path: '/f/a' })).toEqual(fileEntry('/f/a'));
  await clock.advance(1000);
  expect(await provider.stat({ path: '/f/a' })).toEqual(fileEntry('/f/a'));
  expect(names()).toEqual(['stat']);
  await clock.advance(1);
  await provider.stat({ path: '/f/a' });
  expect(names()).toEqual(['stat', 'stat']);
});

it('a listing answers for itself and for its entries', async () => {
  const { provider, names } = cached(answerEntries);
  const page = await provider.list({ path: '/f' });
  expect(await provider.list({ path: '/f' })).toEqual(page);
  expect(await provider.stat({ path: '/f/b' })).toEqual(fileEntry('/f/b'));
  expect(names()).toEqual(['list']);
});

it('another spelling is the same entry where the store says so', async () => {
  const { provider, names } = cached(answerEntries);
  await provider.stat({ path: '/F/A' });
  await provider.stat({ path: '/f/a' });
  expect(names()).toEqual(['stat']);
});

it('failures are not remembered', async () => {
  const { provider, names } = cached(() => {
    throw storageError('not-found');
  });
  await expect(provider.stat({ path: '/a' })).rejects.toThrow();
  await expect(provider.stat({ path: '/a' })).rejects.toThrow();
  expect(names()).toEqual(['stat', 'stat']);
});

it('listings of several pages and recursive ones go to the store', async () => {
  const next = 'n' as PageCursor;
  const { provider, names } = cached(({ path }) => ({
    entries: [fileEntry(`${path}/a` as '/')],
    next,
  }));
  await provider.list({ path: '/f' });
  await provider.list({ path: '/f' });
  await provider.list({ path: '/f', cursor: next });
  await provider.list({ path: '/f', recursive: true });
  await provider.list({ path: '/f', recursive: true });
  expect(names()).toEqual(['list', 'list', 'list', 'list', 'list']);
  await provider.stat({ path: '/f/a' });
  expect(names().length).toBe(5);
});

describe('what this provider changes is forgotten', () => {
  it('an entry, and the listing that holds it', async () => {
    const { provider, names } = cached(answerEntries);
    await provider.list({ path: '/f' });
    await provider.write({ path: '/f/a', content, mode: 'overwrite' });
    await provider.stat({ path: '/f/a' });
    await provider.stat({ path: '/f/b' });
    await provider.list({ path: '/f' });
    expect(names()).toEqual(['list', 'write', 'stat', 'list']);
  });

  it('all below a folder that moves, and the listings at both ends', async () => {
    const { provider, names } = cached(answerEntries);
    await provider.list({ path: '/from/inner' });
    await provider.list({ path: '/' });
    await provider.move({ from: '/from', to: '/to' });
    await provider.stat({ path: '/from/inner/a' });
    await provider.list({ path: '/' });
    expect(names()).toEqual(['list', 'list', 'move', 'stat', 'list']);
  });

  it('listings above, since missing parents are created', async () => {
    const { provider, names } = cached(answerEntries);
    await provider.list({ path: '/' });
    await provider.createFolder({ path: '/x/y/z' });
    await provider.list({ path: '/' });
    expect(names()).toEqual(['list', 'createFolder', 'list']);
  });

  it('what a batch touches', async () => {
    const { provider, names } = cached(answerEntries);
    await provider.stat({ path: '/a' });
    await provider.stat({ path: '/b' });
    await provider.batch.removeMany({ requests: [{ path: '/a' }] });
    await provider.stat({ path: '/a' });
    await provider.stat({ path: '/b' });
    expect(names()).toEqual(['stat', 'stat', 'batch.removeMany', 'stat']);
  });

  it('also when the change fails: it may have been applied', async () => {
    const { provider, names } = cached((request, operation) => {
      if (operation === 'remove') throw storageError('unavailable', { mayHaveApplied: true });
      return answerEntries(request, operation);
    });
    await provider.stat({ path: '/a' });
    await expect(provider.remove({ path: '/a' })).rejects.toThrow();
    await provider.stat({ path: '/a' });
    expect(names()).toEqual(['stat', 'remove', 'stat']);
  });

  it('also by an answer that was on its way when it changed', async () => {
    let answerStat: (entry: unknown) => void = () => undefined;
    const { provider, names } = cached((request, operation) => {
      if (operation !== 'stat' || names().length > 1) return answerEntries(request, operation);
      return new Promise((resolve) => {
        answerStat = resolve;
      });
    });
    const early = provider.stat({ path: '/a' });
    await provider.write({ path: '/a', content, mode: 'overwrite' });
    answerStat(fileEntry('/a', { size: 1 }));
    await early;
    expect(await provider.stat({ path: '/a' })).toEqual(fileEntry('/a'));
    expect(names()).toEqual(['stat', 'write', 'stat']);
  });
});

it('what the feed tells of is forgotten', async () => {
  const { provider, names } = cached((request, operation) =>
    operation === 'changes.pull'
      ? { changes: [{ kind: 'remove', path: '/a' }], cursor: 'c', more: false }
      : answerEntries(request, operation),
  );
  await provider.stat({ path: '/a' });
  await provider.changes.pull({ cursor: 'c' as ChangeCursor });
  await provider.stat({ path: '/a' });
  expect(names()).toEqual(['stat', 'changes.pull', 'stat']);
});

it('all that a page tells of is forgotten, with what is below, and nothing else', async () => {
  const changes = ['/a', '/f', '/other'].map((path) => ({ kind: 'remove', path }));
  const { provider, names } = cached((request, operation) =>
    operation === 'changes.pull'
      ? { changes, cursor: 'c', more: false }
      : answerEntries(request, operation),
  );
  for (const path of ['/a', '/f/inner/deep', '/g', '/fa'] as const) await provider.stat({ path });
  await provider.changes.pull({ cursor: 'c' as ChangeCursor });
  const before = names().length;
  await provider.stat({ path: '/g' });
  await provider.stat({ path: '/fa' });
  expect(names().length).toBe(before);
  await provider.stat({ path: '/a' });
  await provider.stat({ path: '/f/inner/deep' });
  expect(names().length).toBe(before + 2);
});

it('an answer is as old as its question', async () => {
  let answerStat: (entry: unknown) => void = () => undefined;
  const { provider, clock, names } = cached(
    () =>
      new Promise((resolve) => {
        answerStat = resolve;
      }),
  );
  const first = provider.stat({ path: '/a' });
  await clock.advance(1001);
  answerStat(fileEntry('/a'));
  await first;
  const second = provider.stat({ path: '/a' });
  answerStat(fileEntry('/a'));
  await second;
  expect(names()).toEqual(['stat', 'stat']);
});

it('when it is full, what came first goes first', async () => {
  const { provider, names } = cached(answerEntries, { maxEntries: 2 });
  await provider.stat({ path: '/one' });
  await provider.stat({ path: '/two' });
  await provider.stat({ path: '/three' });
  await provider.stat({ path: '/two' });
  expect(names().length).toBe(3);
  await provider.stat({ path: '/one' });
  expect(names().length).toBe(4);
});

it('a listing that lost an entry is asked for again', async () => {
  const { provider, names } = cached(answerEntries, { maxEntries: 2 });
  await provider.list({ path: '/f' });
  await provider.stat({ path: '/other' });
  await provider.list({ path: '/f' });
  expect(names()).toEqual(['list', 'stat', 'list']);
});

it('an aborted call is not answered from memory', async () => {
  const { provider } = cached(answerEntries);
  await provider.stat({ path: '/a' });
  await provider.list({ path: '/' });
  const reason = new Error('stop');
  const signal = AbortSignal.abort(reason);
  await expect(provider.stat({ path: '/a', signal })).rejects.toBe(reason);
  await expect(provider.list({ path: '/', signal })).rejects.toBe(reason);
});
