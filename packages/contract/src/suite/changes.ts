import assert from 'node:assert/strict';
import { rootPath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { changedPath } from '../support/changed-path.ts';
import { entriesOf, expectTree } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';
import { Replica } from '../support/replica.ts';

const ignoresCase = { traits: ({ caseSensitive }: { caseSensitive: boolean }) => !caseSensitive };

export const changes: readonly Scenario[] = subject('changes', ['changes'], (scenario) => {
  scenario('a quiet store has none', async ({ provider }) => {
    await put(provider, '/before');
    const cursor = await provider.changes.latest({ path: rootPath });
    const page = await provider.changes.pull({ cursor });
    assert.deepEqual(page.changes, []);
    assert.equal(page.more, false);
    const again = await provider.changes.pull({ cursor: page.cursor });
    assert.deepEqual(again.changes, []);
  });

  scenario('a new file is an upsert of its entry', async ({ provider, outsider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    const entry = await put(outsider, '/file');
    const page = await provider.changes.pull({ cursor });
    assert.deepEqual(page.changes, [{ kind: 'upsert', entry }]);
  });

  scenario('what this device does is in the feed too', async ({ provider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    await put(provider, '/mine');
    const page = await provider.changes.pull({ cursor });
    assert.deepEqual(page.changes.map(changedPath), ['/mine']);
  });

  scenario('files and folders that come lead to the same tree', async (context) => {
    const { provider, outsider } = context;
    const cursor = await provider.changes.latest({ path: rootPath });
    const replica = new Replica(provider);
    await putAll(outsider, ['/a/b/file', '/c']);
    await outsider.createFolder({ path: '/d/e' });
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('new content leads to the new revision', async ({ provider, outsider }) => {
    const replica = new Replica(provider);
    let cursor = await provider.changes.latest({ path: rootPath });
    await put(outsider, '/file', 'first');
    cursor = await replica.follow(cursor);
    await outsider.write({ path: '/file', content: toBytes('second!'), mode: 'overwrite' });
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('a removed folder takes along what was below', async ({ provider, outsider }) => {
    const replica = new Replica(provider);
    const start = await provider.changes.latest({ path: rootPath });
    await putAll(outsider, ['/folder/a/b', '/folder/c', '/folders', '/kept']);
    const cursor = await replica.follow(start);
    await outsider.remove({ path: '/folder', recursive: true });
    await replica.follow(cursor);
    await replica.expectEqual();
    await expectTree(provider, '/folders', '/kept');
  });

  scenario('a moved folder leads to the same tree', async ({ provider, outsider }) => {
    const replica = new Replica(provider);
    const start = await provider.changes.latest({ path: rootPath });
    await putAll(outsider, ['/from/a/b', '/from/c']);
    const cursor = await replica.follow(start);
    await outsider.move({ from: '/from', to: '/to/there' });
    await outsider.move({ from: '/to/there/c', to: '/c' });
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('moved entries keep their ids in the feed', async ({ provider, outsider }) => {
    const { id } = await put(outsider, '/old');
    const cursor = await provider.changes.latest({ path: rootPath });
    await outsider.move({ from: '/old', to: '/new' });
    const { changes: page } = await provider.changes.pull({ cursor });
    const upserts = page.flatMap((change) => (change.kind === 'upsert' ? change.entry : []));
    assert.deepEqual(
      upserts.map((entry) => [entry.path, entry.id]),
      [['/new', id]],
    );
    assert.ok(page.some((change) => change.kind === 'remove' && change.path === '/old'));
  });

  scenario('a moved folder keeps its id in the feed', async ({ provider, outsider }) => {
    const { id } = await outsider.createFolder({ path: '/old' });
    const cursor = await provider.changes.latest({ path: rootPath });
    await outsider.move({ from: '/old', to: '/new' });
    const { changes: page } = await provider.changes.pull({ cursor });
    const upserts = page.flatMap((change) => (change.kind === 'upsert' ? change.entry : []));
    assert.deepEqual(
      upserts.map(({ kind, path, id }) => ({ kind, path, id })),
      [{ kind: 'folder', path: '/new', id }],
    );
  });

  scenario('a new spelling is in the feed', ignoresCase, async ({ provider, outsider }) => {
    await putAll(outsider, ['/folder/file', '/folder/other']);
    const replica = new Replica(provider);
    replica.addAll(await entriesOf(provider, rootPath, { recursive: true }));
    const cursor = await provider.changes.latest({ path: rootPath });
    await outsider.move({ from: '/folder/file', to: '/folder/FILE' });
    await outsider.move({ from: '/folder', to: '/Folder' });
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('a dated file is told with its time', async ({ provider, outsider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    const mtime = Date.UTC(2001, 8, 9, 1, 46, 40);
    const content = toBytes('dated');
    const entry = await outsider.write({ path: '/dated', content, mode: 'create', mtime });
    const page = await provider.changes.pull({ cursor });
    assert.deepEqual(page.changes, [{ kind: 'upsert', entry }]);
  });

  scenario('a copy is in the feed', { capabilities: ['copy'] }, async (context) => {
    const { provider, outsider } = context;
    await putAll(outsider, ['/from/a/b', '/from/c']);
    await outsider.createFolder({ path: '/from/empty' });
    const replica = new Replica(provider);
    replica.addAll(await entriesOf(provider, rootPath, { recursive: true }));
    const cursor = await provider.changes.latest({ path: rootPath });
    await outsider.copy({ from: '/from', to: '/to' });
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('a finished upload is in the feed', { capabilities: ['uploads'] }, async (context) => {
    const { provider, outsider } = context;
    const cursor = await provider.changes.latest({ path: rootPath });
    const start = await outsider.uploads.start({ path: '/file' });
    const session = await outsider.uploads.append({ session: start, chunk: toBytes('all') });
    const entry = await outsider.uploads.finish({ session, path: '/file', mode: 'create' });
    const page = await provider.changes.pull({ cursor });
    assert.deepEqual(page.changes, [{ kind: 'upsert', entry }]);
  });

  scenario('what a batch does is in the feed', { capabilities: ['batch'] }, async (context) => {
    const { provider, outsider } = context;
    const replica = new Replica(provider);
    let cursor = await provider.changes.latest({ path: rootPath });
    const paths = ['/a', '/b', '/folder/c'] as const;
    const requests = paths.map((path) => ({
      path,
      content: toBytes(path),
      mode: 'create' as const,
    }));
    await outsider.batch.writeMany({ requests });
    cursor = await replica.follow(cursor);
    await replica.expectEqual();
    await outsider.batch.removeMany({ requests: [{ path: '/a' }, { path: '/b' }] });
    await replica.follow(cursor);
    await replica.expectEqual();
    await expectTree(provider, '/folder', '/folder/c');
  });

  scenario('a restored file is in the feed', { capabilities: ['revisions'] }, async (context) => {
    const { provider, outsider } = context;
    const { revision } = await put(outsider, '/file', 'first');
    await outsider.write({ path: '/file', content: toBytes('second'), mode: 'overwrite' });
    let cursor = await provider.changes.latest({ path: rootPath });
    for (const gone of [false, true]) {
      if (gone) await outsider.remove({ path: '/file' });
      const entry = await outsider.revisions.restore({ path: '/file', revision });
      const page = await provider.changes.pull({ cursor });
      assert.deepEqual(page.changes.at(-1), { kind: 'upsert', entry });
      ({ cursor } = page);
    }
  });

  scenario('a name that changes its kind leads to the same tree', async (context) => {
    const { provider, outsider } = context;
    const replica = new Replica(provider);
    let cursor = await provider.changes.latest({ path: rootPath });
    await put(outsider, '/name/inside');
    cursor = await replica.follow(cursor);
    await outsider.remove({ path: '/name', recursive: true });
    await put(outsider, '/name', 'now a file');
    cursor = await replica.follow(cursor);
    await replica.expectEqual();
    await outsider.remove({ path: '/name' });
    await put(outsider, '/name/inside again');
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('changes keep their order', async ({ provider, outsider }) => {
    const replica = new Replica(provider);
    const cursor = await provider.changes.latest({ path: rootPath });
    await put(outsider, '/a', '1');
    await outsider.move({ from: '/a', to: '/b' });
    await put(outsider, '/a', 'another');
    await outsider.remove({ path: '/b' });
    await outsider.createFolder({ path: '/b' });
    await outsider.move({ from: '/a', to: '/b/a' });
    await replica.follow(cursor);
    await replica.expectEqual();
    await expectTree(provider, '/b', '/b/a');
  });
});
