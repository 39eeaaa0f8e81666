import assert from 'node:assert/strict';
import { type ChangeCursor, rootPath, type StorageProviderWith } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { fails, rejection } from '../support/fails.ts';
import { put } from '../support/put.ts';

/** A wait may end for nothing, so what counts is that it ends, and that the feed then has the change. */
async function waitForPath(
  { changes }: StorageProviderWith<'changes'>,
  start: ChangeCursor,
  path: string,
): Promise<void> {
  let cursor = start;
  for (let round = 0; round < 100; round++) {
    const page = await changes.pull({ cursor });
    if (page.changes.some((one) => one.kind === 'upsert' && one.entry.path === path)) return;
    ({ cursor } = page);
    if (!page.more) await changes.wait({ cursor, timeoutMs: 60_000 });
  }
  assert.fail(`a hundred waits ended, and ${path} did not come`);
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
    await put(outsider, '/file');
    await waited;
  });

  scenario('a change of this device ends it', async ({ provider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    const waited = waitForPath(provider, cursor, '/mine');
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
});
