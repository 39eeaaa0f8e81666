import assert from 'node:assert/strict';
import { rootPath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { entriesOf, expectTree } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';

export const copy: readonly Scenario[] = subject('copy', ['copy'], (scenario) => {
  scenario('a file is there twice', async ({ provider }) => {
    const source = await put(provider, '/one', 'content');
    const entry = await provider.copy({ from: '/one', to: '/two' });
    assert.ok(entry.kind === 'file');
    assert.deepEqual(await provider.stat({ path: '/two' }), entry);
    assert.equal(entry.size, source.size);
    assert.equal(entry.contentHash, source.contentHash);
    assert.equal(await get(provider, '/one'), 'content');
    assert.equal(await get(provider, '/two'), 'content');
  });

  scenario('a copy has an id of its own', async ({ provider }) => {
    const { id } = await put(provider, '/one');
    const entry = await provider.copy({ from: '/one', to: '/two' });
    if (id !== undefined) assert.notEqual(entry.id, id);
    assert.equal((await provider.stat({ path: '/one' })).id, id);
  });

  scenario('a folder is copied with all that it holds', async ({ provider }) => {
    await putAll(provider, ['/from/a/b', '/from/c']);
    await provider.copy({ from: '/from', to: '/to' });
    assert.equal(await get(provider, '/to/a/b'), 'content of /from/a/b');
    await expectTree(
      provider,
      ...(['/from', '/from/a', '/from/a/b', '/from/c'] as const),
      ...(['/to', '/to/a', '/to/a/b', '/to/c'] as const),
    );
  });

  scenario('what is in a copied folder has ids of its own', async ({ provider }) => {
    await putAll(provider, ['/from/a/b', '/from/c']);
    await provider.copy({ from: '/from', to: '/to' });
    const entries = await entriesOf(provider, rootPath, { recursive: true });
    const ids = entries.flatMap(({ id }) => id ?? []);
    assert.equal(entries.length, 8);
    assert.equal(new Set(ids).size, ids.length);
  });

  scenario('missing parents are created', async ({ provider }) => {
    await put(provider, '/file', 'content');
    await provider.copy({ from: '/file', to: '/x/y/file' });
    await expectTree(provider, '/file', '/x', '/x/y', '/x/y/file');
  });

  scenario('new content of the one leaves the other alone', async ({ provider }) => {
    await put(provider, '/one', 'shared');
    await provider.copy({ from: '/one', to: '/two' });
    await provider.write({ path: '/two', content: toBytes('own'), mode: 'overwrite' });
    assert.equal(await get(provider, '/one'), 'shared');
    await provider.remove({ path: '/one' });
    assert.equal(await get(provider, '/two'), 'own');
  });

  scenario('a missing source is not-found', async ({ provider }) => {
    await fails(provider.copy({ from: '/missing', to: '/new' }), 'not-found');
    await expectTree(provider);
  });

  scenario('onto an entry is already-exists', async ({ provider }) => {
    await put(provider, '/one', '1');
    await put(provider, '/two', '2');
    await provider.createFolder({ path: '/folder' });
    await fails(provider.copy({ from: '/one', to: '/two' }), 'already-exists');
    await fails(provider.copy({ from: '/one', to: '/folder' }), 'already-exists');
    await fails(provider.copy({ from: '/one', to: '/one' }), 'already-exists');
    assert.equal(await get(provider, '/two'), '2');
  });

  scenario('below a file is not-a-folder', async ({ provider }) => {
    await putAll(provider, ['/file', '/other']);
    await fails(provider.copy({ from: '/other', to: '/file/below' }), 'not-a-folder');
  });

  scenario('a folder cannot be copied into itself', async ({ provider }) => {
    await put(provider, '/folder/file');
    await fails(provider.copy({ from: '/folder', to: '/folder/copy' }), 'invalid-request');
    await expectTree(provider, '/folder', '/folder/file');
  });

  scenario('the time that the writer gave is copied', async ({ provider }) => {
    const mtime = Date.UTC(2001, 8, 9, 1, 46, 40);
    await provider.write({ path: '/one', content: toBytes('x'), mode: 'create', mtime });
    const entry = await provider.copy({ from: '/one', to: '/two' });
    assert.ok(entry.kind === 'file');
    assert.equal(entry.mtime, mtime);
  });
});
