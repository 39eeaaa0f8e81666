import assert from 'node:assert/strict';
import {
  type ChangeCursor,
  rootPath,
  type StorageProvider,
  type StorageProviderWith,
} from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { fails, rejection } from '../support/fails.ts';
import { put } from '../support/put.ts';

/** A wait may be woken by what the feed then does not have, but only the time ends it without a change. */
async function waitForPath(
  { changes }: StorageProviderWith<'changes'>,
  start: ChangeCursor,
  path: string,
): Promise<void> {
  let cursor = start;
  for (let round = 0; round < 100; round++) {
    const { changed } = await changes.wait({ cursor, timeoutMs: 60_000 });
    assert.equal(changed, true, 'the wait ended before its time, and for nothing');
    const page = await changes.pull({ cursor });
    if (page.changes.some((one) => one.kind === 'upsert' && one.entry.path === path)) return;
    ({ cursor } = page);
  }
  assert.fail(`a hundred waits ended, and ${path} did not come`);
}

/** Gives waits that were just begun the time to reach the store, so that a change has to wake them. */
async function letWaitsBegin(provider: StorageProvider): Promise<void> {
  for (let look = 0; look < 3; look++) await provider.stat({ path: rootPath });
}

export const waiting: readonly Scenario[] = subject('waiting', ['changes'], (scenario) => {
  scenario('a change that is there already ends it at once', async ({ provider, outsider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    await put(outsider, '/file');
    assert.equal((await provider.changes.wait({ cursor, timeoutMs: 60_000 })).changed, true);
  });

  scenario('a change of another device ends it', async ({ provider, outsider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    const waited = waitForPath(provider, cursor, '/file');
    await letWaitsBegin(provider);
    await put(outsider, '/file');
    await waited;
  });

  scenario('a change of this device ends it', async ({ provider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    const waited = waitForPath(provider, cursor, '/mine');
    await letWaitsBegin(provider);
    await put(provider, '/mine');
    await waited;
  });

  scenario('two devices can wait at once', async ({ provider, outsider }) => {
    // A cursor that comes after the change would wait for the next one.
    const cursors = await Promise.all(
      [provider, outsider].map((device) => device.changes.latest({ path: rootPath })),
    );
    const waited = cursors.map((cursor, index) =>
      waitForPath(index === 0 ? provider : outsider, cursor, '/file'),
    );
    await letWaitsBegin(provider);
    await put(provider, '/file');
    await Promise.all(waited);
  });

  scenario('without a change it ends when the time is up', async ({ provider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    for (let attempt = 0; attempt < 5; attempt++) {
      const { changed } = await provider.changes.wait({ cursor, timeoutMs: 1 });
      if (!changed) return;
      // Woken for nothing, which is allowed, but not for ever.
      assert.deepEqual((await provider.changes.pull({ cursor })).changes, []);
    }
    assert.fail('a quiet store reported a change five times');
  });

  scenario('a removal ends it too', async ({ provider, outsider }) => {
    await put(provider, '/folder/file');
    const cursor = await provider.changes.latest({ path: rootPath });
    const wait = provider.changes.wait({ cursor, timeoutMs: 60_000 });
    await letWaitsBegin(provider);
    await outsider.remove({ path: '/folder/file' });
    assert.equal((await wait).changed, true);
    const { changes } = await provider.changes.pull({ cursor });
    assert.deepEqual(changes, [{ kind: 'remove', path: '/folder/file' }]);
  });

  scenario('an abort under way ends it with the reason', async ({ provider, outsider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    const controller = new AbortController();
    const reason = new Error('the drive is going down');
    const { signal } = controller;
    const wait = provider.changes.wait({ cursor, timeoutMs: 60_000, signal });
    const ended = rejection(wait, 'an aborted wait went on');
    await letWaitsBegin(outsider);
    controller.abort(reason);
    assert.equal(await ended, reason);
  });

  scenario('an aborted wait rejects with the reason', async ({ provider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    const controller = new AbortController();
    const reason = new Error('the drive is going down');
    const { signal } = controller;
    const wait = provider.changes.wait({ cursor, timeoutMs: 60_000, signal });
    controller.abort(reason);
    assert.equal(await rejection(wait, 'an aborted wait went on'), reason);
  });

  scenario(
    'an expired cursor ends it',
    { faults: ['cursor-expired'] },
    async ({ provider, failNext }) => {
      const cursor = await provider.changes.latest({ path: rootPath });
      await failNext({ kind: 'cursor-expired' });
      await fails(provider.changes.wait({ cursor, timeoutMs: 60_000 }), 'cursor-expired');
    },
  );

  scenario(
    'a cursor that expires ends the wait for it',
    { faults: ['cursor-expired'] },
    async ({ provider, failNext }) => {
      const cursor = await provider.changes.latest({ path: rootPath });
      const wait = provider.changes.wait({ cursor, timeoutMs: 60_000 });
      const ended = wait.then(({ changed }) => {
        assert.equal(changed, true);
        return provider.changes.pull({ cursor });
      });
      const failed = fails(ended, 'cursor-expired');
      await letWaitsBegin(provider);
      await failNext({ kind: 'cursor-expired' });
      await failed;
    },
  );
});
