import assert from 'node:assert/strict';
import { type Change, type ChangeCursor, listPages, rootPath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { collect } from '../support/collect.ts';
import { fails } from '../support/fails.ts';
import { entriesOf, expectTree } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';
import { Replica } from '../support/replica.ts';

function pathOf(change: Change): string {
  return change.kind === 'upsert' ? change.entry.path : change.path;
}

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
    assert.deepEqual(page.changes.map(pathOf), ['/mine']);
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

  scenario('an old cursor delivers again what it delivered', async ({ provider, outsider }) => {
    const start = await provider.changes.latest({ path: rootPath });
    await putAll(outsider, ['/a/one', '/a/two', '/three']);
    await new Replica(provider).follow(start);
    await outsider.remove({ path: '/a/one' });
    const late = new Replica(provider);
    await late.follow(start);
    await late.expectEqual();
    const again = new Replica(provider);
    await again.follow(start);
    await again.expectEqual();
  });

  scenario('a cursor survives being stored as text', async ({ provider, outsider }) => {
    const cursor = await provider.changes.latest({ path: rootPath });
    await put(outsider, '/file');
    const stored = JSON.parse(JSON.stringify({ cursor })) as { cursor: ChangeCursor };
    const page = await provider.changes.pull(stored);
    assert.deepEqual(page.changes.map(pathOf), ['/file']);
  });

  scenario('a new cursor does not deliver again', async ({ provider, outsider }) => {
    const start = await provider.changes.latest({ path: rootPath });
    await put(outsider, '/one');
    const first = await provider.changes.pull({ cursor: start });
    await put(outsider, '/two');
    const second = await provider.changes.pull({ cursor: first.cursor });
    assert.deepEqual(second.changes.map(pathOf), ['/two']);
  });

  scenario('many changes arrive, in one page or in many', async ({ provider, outsider }) => {
    const replica = new Replica(provider);
    const cursor = await provider.changes.latest({ path: rootPath });
    await putAll(
      outsider,
      Array.from({ length: 60 }, (_, index) => `/folder ${index % 4}/file ${index}` as const),
    );
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('a feed of a folder tells only of what is below', async ({ provider, outsider }) => {
    await putAll(provider, ['/inside/old', '/insider', '/outside/old']);
    const replica = new Replica(provider, '/inside');
    replica.addAll(await entriesOf(provider, '/inside', { recursive: true }));
    const cursor = await provider.changes.latest({ path: '/inside' });
    await putAll(outsider, ['/outside/new', '/insider too', '/inside/deep/new']);
    await outsider.remove({ path: '/inside/old' });
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('what moves into a folder is in its feed', async ({ provider, outsider }) => {
    await putAll(provider, ['/inside/old', '/outside/tree/file']);
    const replica = new Replica(provider, '/inside');
    replica.addAll(await entriesOf(provider, '/inside', { recursive: true }));
    const cursor = await provider.changes.latest({ path: '/inside' });
    await outsider.move({ from: '/outside/tree', to: '/inside/tree' });
    await outsider.move({ from: '/inside/old', to: '/outside/old' });
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('a missing folder has no feed, and a file none either', async ({ provider }) => {
    await put(provider, '/file');
    await fails(provider.changes.latest({ path: '/missing' }), 'not-found');
    await fails(provider.changes.latest({ path: '/file' }), 'not-a-folder');
  });

  scenario('a recursive listing and the feed after it leave no gap', async (context) => {
    const { provider, outsider } = context;
    await putAll(provider, ['/a/1', '/a/2', '/b/1', '/b/2', '/c/1', '/c/2']);
    const replica = new Replica(provider);
    let cursor: ChangeCursor | undefined;
    let round = 0;
    for await (const page of listPages(provider, {
      path: rootPath,
      recursive: true,
      pageSize: 2,
    })) {
      replica.addAll(page.entries);
      round++;
      // A listing may go on with what changed while it was read, so the changes have to stop for it to end.
      if (round <= 6) await putAll(outsider, [`/a/new ${round}`, `/z/new ${round}`]);
      if (round === 2) await outsider.remove({ path: '/a/1' });
      if (round === 3) await outsider.move({ from: '/b', to: '/moved' });
      cursor = page.asOf ?? cursor;
    }
    assert.ok(cursor !== undefined);
    await replica.follow(cursor);
    await replica.expectEqual();
  });

  scenario('a recursive listing says where the feed continues', async ({ provider }) => {
    await putAll(provider, ['/a/1', '/a/2', '/b']);
    for (const path of [rootPath, '/a'] as const) {
      for (const pageSize of [1, 100]) {
        const pages = await collect(listPages(provider, { path, recursive: true, pageSize }));
        const cursor = pages.at(-1)?.asOf;
        assert.ok(cursor !== undefined, `the last page of ${path} has no asOf`);
        assert.deepEqual((await provider.changes.pull({ cursor })).changes, []);
      }
    }
  });

  scenario('a listing that is over continues in the feed', async ({ provider, outsider }) => {
    await put(provider, '/old');
    const pages = await collect(listPages(provider, { path: rootPath, recursive: true }));
    const cursor = pages.at(-1)?.asOf;
    assert.ok(cursor !== undefined);
    await put(outsider, '/new');
    const page = await provider.changes.pull({ cursor });
    assert.deepEqual(page.changes.map(pathOf), ['/new']);
  });

  scenario(
    'an expired cursor says so, and a new one works',
    { faults: ['cursor-expired'] },
    async ({ provider, outsider, failNext }) => {
      const cursor = await provider.changes.latest({ path: rootPath });
      await failNext({ kind: 'cursor-expired' });
      await fails(provider.changes.pull({ cursor }), 'cursor-expired');
      const fresh = await provider.changes.latest({ path: rootPath });
      await put(outsider, '/file');
      const page = await provider.changes.pull({ cursor: fresh });
      assert.deepEqual(page.changes.map(pathOf), ['/file']);
    },
  );
});
