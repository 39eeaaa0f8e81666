import assert from 'node:assert/strict';
import { isStorageError, rootPath } from '@mooring/core';
import type { Scenario, ScenarioContext } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise, toBytes } from '../support/bytes.ts';
import { rejection } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectAbsent, expectTree, keysBelow } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';

/** An aborted signal, and a check that a call rejects with its reason and nothing else. */
function aborted() {
  const reason = { why: 'the user pressed cancel' };
  const signal = AbortSignal.abort(reason);
  const rejects = async (call: Promise<unknown>) =>
    assert.equal(await rejection(call, 'an aborted call succeeded'), reason);
  return { signal, rejects };
}

/** Aborts each call while the store takes its time, and expects it to end with the reason. */
async function endsWhenSlow(
  { failNext }: ScenarioContext,
  starts: readonly ((signal: AbortSignal) => Promise<unknown>)[],
): Promise<void> {
  for (const start of starts) {
    const controller = new AbortController();
    const reason = new Error('too slow for me');
    await failNext({ kind: 'slow', delayMs: 60_000 });
    const call = start(controller.signal);
    controller.abort(reason);
    assert.equal(await rejection(call, 'an aborted call succeeded'), reason);
  }
}

export const cancellation: readonly Scenario[] = subject('cancellation', [], (scenario) => {
  scenario('an aborted signal stops every way of reading', async ({ provider }) => {
    await put(provider, '/file');
    const { signal, rejects } = aborted();
    await rejects(provider.stat({ path: '/file', signal }));
    await rejects(provider.list({ path: rootPath, signal }));
    await rejects(provider.read({ path: '/file', signal }));
  });

  scenario('an aborted signal stops every way of writing', async ({ provider }) => {
    await put(provider, '/file', 'kept');
    const { signal, rejects } = aborted();
    const content = toBytes('changed');
    await rejects(provider.write({ path: '/file', content, mode: 'overwrite', signal }));
    await rejects(provider.createFolder({ path: '/folder', signal }));
    await rejects(provider.move({ from: '/file', to: '/moved', signal }));
    await rejects(provider.remove({ path: '/file', signal }));
    await expectTree(provider, '/file');
    assert.equal(await get(provider, '/file'), 'kept');
  });

  scenario('an aborted signal stops a copy', { capabilities: ['copy'] }, async ({ provider }) => {
    await put(provider, '/file');
    const { signal, rejects } = aborted();
    await rejects(provider.copy({ from: '/file', to: '/copy', signal }));
    await expectTree(provider, '/file');
  });

  scenario('an aborted signal stops the feed', { capabilities: ['changes'] }, async (context) => {
    const { provider } = context;
    const cursor = await provider.changes.latest({ path: rootPath });
    const { signal, rejects } = aborted();
    await rejects(provider.changes.latest({ path: rootPath, signal }));
    await rejects(provider.changes.pull({ cursor, signal }));
    await rejects(provider.changes.wait({ cursor, signal }));
  });

  scenario('an aborted signal stops an upload', { capabilities: ['uploads'] }, async (context) => {
    const { provider } = context;
    const session = await provider.uploads.start({ path: '/file' });
    const { signal, rejects } = aborted();
    await rejects(provider.uploads.start({ path: '/file', signal }));
    await rejects(provider.uploads.append({ session, chunk: toBytes('x'), signal }));
    await rejects(provider.uploads.finish({ session, path: '/file', mode: 'create', signal }));
    await rejects(provider.uploads.abandon({ session, signal }));
    await expectAbsent(provider, '/file');
    const after = await provider.uploads.append({ session, chunk: toBytes('went on') });
    await provider.uploads.finish({ session: after, path: '/file', mode: 'create' });
    assert.equal(await get(provider, '/file'), 'went on');
  });

  scenario('an aborted signal stops a batch', { capabilities: ['batch'] }, async (context) => {
    const { provider } = context;
    await putAll(provider, ['/one', '/two']);
    const { signal, rejects } = aborted();
    const content = toBytes('x');
    const requests = [{ path: '/three', content, mode: 'create' }] as const;
    await rejects(provider.batch.writeMany({ requests, signal }));
    await rejects(provider.batch.removeMany({ requests: [{ path: '/one' }], signal }));
    const { batch } = provider;
    const transfer = { requests: [{ from: '/one', to: '/new' }], signal } as const;
    if (batch.moveMany !== undefined) await rejects(batch.moveMany(transfer));
    if (batch.copyMany !== undefined) await rejects(batch.copyMany(transfer));
    if (batch.createFolders !== undefined) {
      await rejects(batch.createFolders({ requests: [{ path: '/new' }], signal }));
    }
    await expectTree(provider, '/one', '/two');
  });

  scenario(
    'an aborted signal stops the history',
    { capabilities: ['revisions'] },
    async (context) => {
      const { provider } = context;
      const { revision } = await put(provider, '/file', 'first');
      await provider.write({ path: '/file', content: toBytes('second'), mode: 'overwrite' });
      const { signal, rejects } = aborted();
      await rejects(provider.revisions.list({ path: '/file', signal }));
      await rejects(provider.revisions.restore({ path: '/file', revision, signal }));
      assert.equal(await get(provider, '/file'), 'second');
    },
  );

  scenario(
    'an aborted signal stops questions about the account',
    { capabilities: ['account', 'quota'] },
    async ({ provider }) => {
      const { signal, rejects } = aborted();
      await rejects(provider.account({ signal }));
      await rejects(provider.quota({ signal }));
    },
  );

  scenario('an abort under way leaves all or nothing', async ({ provider }) => {
    const content = noise(200_000, 16);
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const { signal } = controller;
    const write = provider.write({ path: '/file', content, mode: 'create', signal });
    controller.abort(reason);
    const result = await write.then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(result === undefined || result === reason, String(result));
    const [entry] = await keysBelow(provider);
    if (entry !== undefined) assert.equal((await get(provider, '/file')).length > 0, true);
    if (result === undefined) assert.equal(entry, '/file');
  });

  scenario(
    'an abort ends a read that the store is slow to answer',
    { faults: ['slow'] },
    async (context) => {
      const { provider } = context;
      await put(provider, '/file');
      await endsWhenSlow(context, [
        (signal) => provider.stat({ path: '/file', signal }),
        (signal) => provider.list({ path: rootPath, signal }),
        (signal) => provider.read({ path: '/file', signal }),
      ]);
    },
  );

  scenario(
    'an abort ends a change that the store is slow to make',
    { faults: ['slow'] },
    async (context) => {
      const { provider } = context;
      await put(provider, '/file', 'kept');
      const content = toBytes('new');
      await endsWhenSlow(context, [
        (signal) => provider.write({ path: '/new', content, mode: 'create', signal }),
        (signal) => provider.createFolder({ path: '/folder', signal }),
        (signal) => provider.move({ from: '/file', to: '/moved', signal }),
        (signal) => provider.remove({ path: '/file', signal }),
      ]);
    },
  );

  scenario(
    'an abort ends an upload that the store is slow to take',
    { faults: ['slow'], capabilities: ['uploads'] },
    async (context) => {
      const { uploads } = context.provider;
      const session = await uploads.start({ path: '/file' });
      await endsWhenSlow(context, [
        (signal) => uploads.start({ path: '/other', signal }),
        (signal) => uploads.append({ session, chunk: toBytes('x'), signal }),
        (signal) => uploads.finish({ session, path: '/file', mode: 'create', signal }),
      ]);
    },
  );

  scenario(
    'an abort ends a question to the feed that the store is slow to answer',
    { faults: ['slow'], capabilities: ['changes'] },
    async (context) => {
      const { changes } = context.provider;
      const cursor = await changes.latest({ path: rootPath });
      await endsWhenSlow(context, [
        (signal) => changes.latest({ path: rootPath, signal }),
        (signal) => changes.pull({ cursor, signal }),
      ]);
    },
  );

  scenario(
    'an abort ends a batch that the store is slow to answer',
    { faults: ['slow'], capabilities: ['batch'] },
    async (context) => {
      const { batch } = context.provider;
      await putAll(context.provider, ['/one', '/two']);
      const requests = [{ path: '/new', content: toBytes('x'), mode: 'create' }] as const;
      await endsWhenSlow(context, [
        (signal) => batch.writeMany({ requests, signal }),
        (signal) => batch.removeMany({ requests: [{ path: '/one' }], signal }),
      ]);
    },
  );

  scenario('an abort ends a body under way', async ({ provider }) => {
    await put(provider, '/noise', noise(4 * 1024 * 1024, 17));
    const controller = new AbortController();
    const reason = new Error('seen enough');
    const { body } = await provider.read({ path: '/noise', signal: controller.signal });
    const reader = body.getReader();
    await reader.read();
    controller.abort(reason);
    const rest = async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read());
    };
    assert.equal(await rejection(rest(), 'the body went on to its end'), reason);
  });

  scenario('an abort afterwards does nothing', async ({ provider }) => {
    const controller = new AbortController();
    const { signal } = controller;
    await provider.createFolder({ path: '/folder', signal });
    const entry = await provider.stat({ path: '/folder', signal });
    controller.abort(new Error('too late'));
    assert.deepEqual(await provider.stat({ path: '/folder' }), entry);
  });

  scenario('an aborted call does no harm to others', async ({ provider }) => {
    await put(provider, '/file', 'content');
    const controller = new AbortController();
    const { signal } = controller;
    const doomed = [1, 2, 3].map(() => provider.stat({ path: '/file', signal }));
    const wanted = [1, 2, 3].map(() => provider.stat({ path: '/file' }));
    controller.abort(new Error('only those'));
    for (const result of await Promise.allSettled(doomed)) {
      assert.ok(result.status === 'fulfilled' || !isStorageError(result.reason));
    }
    for (const entry of await Promise.all(wanted)) assert.equal(entry.name, 'file');
  });
});
