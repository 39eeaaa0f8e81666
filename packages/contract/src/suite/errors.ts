import assert from 'node:assert/strict';
import { isStorageError, readBytes, rootPath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise, toBytes } from '../support/bytes.ts';
import { fails, rejection } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectTree } from '../support/look.ts';
import { put } from '../support/put.ts';

export const errors: readonly Scenario[] = subject('errors', [], (scenario) => {
  scenario('name the provider and the operation', async ({ provider }) => {
    const error = await fails(provider.stat({ path: '/missing' }), 'not-found');
    assert.equal(error.details.provider, provider.id);
    assert.equal(error.details.operation, 'stat');
    assert.notEqual(error.message, '');
    const other = await fails(provider.move({ from: '/missing', to: '/x' }), 'not-found');
    assert.equal(other.details.operation, 'move');
  });

  scenario('of a copy name the operation', { capabilities: ['copy'] }, async ({ provider }) => {
    const error = await fails(provider.copy({ from: '/missing', to: '/x' }), 'not-found');
    assert.equal(error.details.operation, 'copy');
  });

  scenario('of the feed name the operation', { capabilities: ['changes'] }, async (context) => {
    const { changes } = context.provider;
    const error = await fails(changes.latest({ path: '/missing' }), 'not-found');
    assert.equal(error.details.operation, 'changes.latest');
  });

  scenario('of an upload name the operation', { capabilities: ['uploads'] }, async (context) => {
    const { uploads } = context.provider;
    await context.provider.createFolder({ path: '/folder' });
    const session = await uploads.start({ path: '/folder' });
    const ahead = { ...session, offset: 100 };
    const append = uploads.append({ session: ahead, chunk: toBytes('x') });
    assert.equal((await fails(append, 'invalid-request')).details.operation, 'uploads.append');
    const end = await uploads.append({ session, chunk: toBytes('x') });
    const finish = uploads.finish({ session: end, path: '/folder', mode: 'overwrite' });
    assert.equal((await fails(finish, 'is-a-folder')).details.operation, 'uploads.finish');
  });

  scenario(
    'of the history name the operation',
    { capabilities: ['revisions'] },
    async (context) => {
      const { revisions } = context.provider;
      const error = await fails(revisions.list({ path: '/missing' }), 'not-found');
      assert.equal(error.details.operation, 'revisions.list');
    },
  );

  scenario('that a second try cannot mend are not retryable', async ({ provider }) => {
    await put(provider, '/file');
    for (const error of [
      await fails(provider.stat({ path: '/missing' }), 'not-found'),
      await fails(put(provider, '/file'), 'already-exists'),
      await fails(provider.list({ path: '/file' }), 'not-a-folder'),
      await fails(provider.remove({ path: rootPath }), 'invalid-request'),
    ]) {
      assert.equal(error.retryable, false, error.code);
      assert.equal(error.mayHaveApplied, false, error.code);
    }
  });

  scenario(
    'of too many requests say when to come back, and nothing was done',
    { faults: ['rate-limited'] },
    async ({ provider, failNext }) => {
      await failNext({ kind: 'rate-limited', retryAfterMs: 3000 });
      const error = await fails(put(provider, '/file'), 'rate-limited');
      assert.equal(error.retryable, true);
      assert.equal(error.mayHaveApplied, false);
      assert.equal(error.details.retryAfterMs, 3000);
      await expectTree(provider);
      await put(provider, '/file');
    },
  );

  scenario(
    'of too many requests reach readers too',
    { faults: ['rate-limited'] },
    async ({ provider, failNext }) => {
      await put(provider, '/file');
      await failNext({ kind: 'rate-limited', retryAfterMs: 1000 });
      await fails(provider.list({ path: rootPath }), 'rate-limited');
      await failNext({ kind: 'rate-limited', retryAfterMs: 1000 });
      await fails(provider.read({ path: '/file' }), 'rate-limited');
    },
  );

  scenario(
    'of a request that never arrived leave the store as it was',
    { faults: ['dropped-before'] },
    async ({ provider, failNext }) => {
      await failNext({ kind: 'dropped-before' });
      const error = await fails(put(provider, '/file'), 'unavailable');
      assert.equal(error.retryable, true);
      await expectTree(provider);
      await failNext({ kind: 'dropped-before' });
      const other = await fails(provider.stat({ path: '/file' }), 'unavailable');
      assert.equal(other.mayHaveApplied, false, 'a look changes nothing');
    },
  );

  scenario(
    'of a lost answer say that it may have been done',
    { faults: ['dropped-after'] },
    async ({ provider, failNext }) => {
      await failNext({ kind: 'dropped-after' });
      const error = await fails(put(provider, '/file', 'content'), 'unavailable');
      assert.equal(error.retryable, true);
      assert.equal(error.mayHaveApplied, true);
      assert.equal(await get(provider, '/file'), 'content');
    },
  );

  scenario(
    'of a lost answer to a move say that it may have been done',
    { faults: ['dropped-after'] },
    async ({ provider, failNext }) => {
      await put(provider, '/old');
      await failNext({ kind: 'dropped-after' });
      const error = await fails(provider.move({ from: '/old', to: '/new' }), 'unavailable');
      assert.equal(error.mayHaveApplied, true);
      await expectTree(provider, '/new');
    },
  );

  scenario(
    'of a lost answer to a removal or a new folder say that it may have been done',
    { faults: ['dropped-after'] },
    async ({ provider, failNext }) => {
      await put(provider, '/file');
      await failNext({ kind: 'dropped-after' });
      const removal = await fails(provider.remove({ path: '/file' }), 'unavailable');
      assert.equal(removal.mayHaveApplied, true);
      await failNext({ kind: 'dropped-after' });
      const creation = await fails(provider.createFolder({ path: '/folder' }), 'unavailable');
      assert.equal(creation.mayHaveApplied, true);
      await expectTree(provider, '/folder');
    },
  );

  scenario(
    'of a broken body come from the body, which never just ends',
    { faults: ['broken-body'] },
    async ({ provider, failNext }) => {
      const bytes = noise(300_000, 18);
      await put(provider, '/noise', bytes);
      await failNext({ kind: 'broken-body', afterBytes: 100_000 });
      const { body } = await provider.read({ path: '/noise' });
      const chunks: Uint8Array[] = [];
      const drain = async () => {
        for await (const chunk of body) chunks.push(chunk);
      };
      const error = await rejection(drain(), 'the body ended early in silence');
      assert.ok(isStorageError(error, 'unavailable', 'corrupt'), `${error}`);
      assert.equal(error.retryable, true);
      const received = Buffer.concat(chunks);
      assert.ok(received.byteLength <= 100_000);
      assert.ok(Buffer.compare(received, bytes.subarray(0, received.byteLength)) === 0);
      assert.equal((await readBytes(provider, { path: '/noise' })).byteLength, 300_000);
    },
  );

  scenario('keep their cause', { faults: ['dropped-before'] }, async ({ provider, failNext }) => {
    await failNext({ kind: 'dropped-before' });
    const call = provider.write({ path: '/file', content: toBytes('x'), mode: 'create' });
    const error = await fails(call, 'unavailable');
    assert.ok('cause' in error && error.cause !== undefined, 'the cause is lost');
  });
});
