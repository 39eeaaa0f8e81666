import assert from 'node:assert/strict';
import {
  isStorageError,
  type Outcome,
  type StoragePath,
  type StorageProvider,
} from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { checkManners } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectTree } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';

/** What became of each request: the code of its error, or `done`. */
function summary(outcomes: readonly Outcome<unknown>[] = []): readonly string[] {
  return outcomes.map((outcome) => {
    if (outcome.status === 'done') return 'done';
    assert.ok(isStorageError(outcome.error), `no StorageError: ${String(outcome.error)}`);
    checkManners(outcome.error);
    return outcome.error.code;
  });
}

/** Expects the outcomes that are done to tell of the entries at these paths. */
async function expectValues(
  provider: StorageProvider,
  outcomes: readonly Outcome<unknown>[] = [],
  paths: readonly (StoragePath | undefined)[],
): Promise<void> {
  for (const [index, path] of paths.entries()) {
    const outcome = outcomes[index];
    if (path === undefined) continue;
    assert.ok(outcome?.status === 'done');
    assert.deepEqual(outcome.value, await provider.stat({ path }));
  }
}

/** A batch need not have every operation. */
function having(operation: 'moveMany' | 'copyMany' | 'createFolders') {
  return { provider: ({ batch }: StorageProvider) => batch?.[operation] !== undefined };
}

function creating(path: StoragePath, text = `content of ${path}`) {
  return { path, content: toBytes(text), mode: 'create' } as const;
}

export const batch: readonly Scenario[] = subject('batch', ['batch'], (scenario) => {
  scenario('writes many files, with one outcome each, in order', async ({ provider }) => {
    const paths = ['/c', '/a', '/new/b'] as const;
    const outcomes = await provider.batch.writeMany({
      requests: paths.map((path) => creating(path)),
    });
    assert.deepEqual(summary(outcomes), ['done', 'done', 'done']);
    await expectValues(provider, outcomes, paths);
    await expectTree(provider, '/a', '/c', '/new', '/new/b');
  });

  scenario('a write that fails, fails alone', async ({ provider }) => {
    await put(provider, '/taken', 'kept');
    await put(provider, '/stale', 'kept too');
    const { revision } = await put(provider, '/other');
    const outcomes = await provider.batch.writeMany({
      requests: [
        creating('/first'),
        creating('/taken'),
        { path: '/stale', content: toBytes('x'), mode: { ifRevision: revision } },
        creating('/last'),
      ],
    });
    assert.deepEqual(summary(outcomes), ['done', 'already-exists', 'conflict', 'done']);
    await expectValues(provider, outcomes, ['/first', undefined, undefined, '/last']);
    assert.equal(await get(provider, '/taken'), 'kept');
    assert.equal(await get(provider, '/stale'), 'kept too');
    assert.equal(await get(provider, '/last'), 'content of /last');
  });

  scenario('a create fails alone with identical bytes too', async ({ provider }) => {
    await put(provider, '/taken', 'same');
    const requests = [creating('/first'), creating('/taken', 'same'), creating('/last')];
    const outcomes = await provider.batch.writeMany({ requests });
    assert.deepEqual(summary(outcomes), ['done', 'already-exists', 'done']);
  });

  scenario('a path that is not canonical fails alone', async ({ provider }) => {
    const requests = [creating('/first'), creating('/wrong//path'), creating('/last')];
    const outcomes = await provider.batch.writeMany({ requests });
    assert.deepEqual(summary(outcomes), ['done', 'invalid-path', 'done']);
    await expectTree(provider, '/first', '/last');
  });

  scenario('overwrites and conditional writes keep their modes', async ({ provider }) => {
    const { revision } = await put(provider, '/one', 'old');
    await put(provider, '/two', 'old');
    const content = toBytes('new');
    const outcomes = await provider.batch.writeMany({
      requests: [
        { path: '/one', content, mode: { ifRevision: revision } },
        { path: '/two', content, mode: 'overwrite' },
      ],
    });
    assert.deepEqual(summary(outcomes), ['done', 'done']);
    assert.equal(await get(provider, '/one'), 'new');
    assert.equal(await get(provider, '/two'), 'new');
  });

  scenario('files without bytes and times are kept in a batch', async ({ provider }) => {
    const mtime = Date.UTC(2010, 0, 1);
    const outcomes = await provider.batch.writeMany({
      requests: [creating('/empty', ''), { ...creating('/dated'), mtime }],
    });
    assert.deepEqual(summary(outcomes), ['done', 'done']);
    const dated = await provider.stat({ path: '/dated' });
    assert.ok(dated.kind === 'file');
    assert.equal(dated.mtime, mtime);
    assert.equal(await get(provider, '/empty'), '');
  });

  scenario('removes many, and one that is missing fails alone', async ({ provider }) => {
    await putAll(provider, ['/one', '/full/inside', '/tree/a/b', '/kept']);
    const outcomes = await provider.batch.removeMany({
      requests: [
        { path: '/one' },
        { path: '/missing' },
        { path: '/full' },
        { path: '/tree', recursive: true },
      ],
    });
    assert.deepEqual(summary(outcomes), ['done', 'not-found', 'not-empty', 'done']);
    await expectTree(provider, '/full', '/full/inside', '/kept');
  });

  scenario('removes only the revision that was named', async ({ provider }) => {
    const one = await put(provider, '/one', '1');
    await put(provider, '/two', '2');
    const outcomes = await provider.batch.removeMany({
      requests: [
        { path: '/two', ifRevision: one.revision },
        { path: '/one', ifRevision: one.revision },
      ],
    });
    assert.deepEqual(summary(outcomes), ['conflict', 'done']);
    await expectTree(provider, '/two');
  });

  scenario('moves many, where it can', having('moveMany'), async ({ provider }) => {
    await putAll(provider, ['/one', '/two', '/taken']);
    const outcomes = await provider.batch.moveMany?.({
      requests: [
        { from: '/one', to: '/moved/one' },
        { from: '/two', to: '/taken' },
        { from: '/missing', to: '/x' },
      ],
    });
    assert.deepEqual(summary(outcomes), ['done', 'already-exists', 'not-found']);
    await expectValues(provider, outcomes, ['/moved/one']);
    await expectTree(provider, '/moved', '/moved/one', '/taken', '/two');
  });

  scenario('copies many, where it can', having('copyMany'), async ({ provider }) => {
    await putAll(provider, ['/one', '/two', '/taken']);
    const outcomes = await provider.batch.copyMany?.({
      requests: [
        { from: '/one', to: '/copied/one' },
        { from: '/two', to: '/taken' },
        { from: '/two', to: '/copied/two' },
      ],
    });
    assert.deepEqual(summary(outcomes), ['done', 'already-exists', 'done']);
    await expectValues(provider, outcomes, ['/copied/one', undefined, '/copied/two']);
    await expectTree(
      provider,
      ...(['/copied', '/copied/one', '/copied/two', '/one', '/taken', '/two'] as const),
    );
  });

  scenario('creates many folders, where it can', having('createFolders'), async ({ provider }) => {
    await put(provider, '/taken');
    const outcomes = await provider.batch.createFolders?.({
      requests: [{ path: '/a/b' }, { path: '/taken' }, { path: '/c' }],
    });
    assert.deepEqual(summary(outcomes), ['done', 'already-exists', 'done']);
    await expectValues(provider, outcomes, ['/a/b', undefined, '/c']);
    await expectTree(provider, '/a', '/a/b', '/c', '/taken');
  });

  scenario('nothing to do gives no outcomes', async ({ provider }) => {
    assert.deepEqual(await provider.batch.writeMany({ requests: [] }), []);
    assert.deepEqual(await provider.batch.removeMany({ requests: [] }), []);
  });

  scenario('more than one round can carry is taken all the same', async ({ provider }) => {
    const { maxEntries } = provider.batch.limits;
    // Removing what is not there is the cheapest request of all.
    const count = Math.min(maxEntries + 1, 2500);
    const requests = Array.from({ length: count }, (_, index) => ({
      path: `/missing ${index}` as const,
    }));
    const outcomes = await provider.batch.removeMany({ requests });
    assert.equal(outcomes.length, count);
    assert.deepEqual([...new Set(summary(outcomes))], ['not-found']);
  });
});
