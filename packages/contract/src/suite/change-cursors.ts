import assert from 'node:assert/strict';
import { type ChangeCursor, listPages, rootPath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { changedPath } from '../support/changed-path.ts';
import { collect } from '../support/collect.ts';
import { fails } from '../support/fails.ts';
import { entriesOf } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';
import { Replica } from '../support/replica.ts';

export const changeCursors: readonly Scenario[] = subject(
  'change cursors',
  ['changes'],
  (scenario) => {
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
      assert.deepEqual(page.changes.map(changedPath), ['/file']);
    });

    scenario('a new cursor does not deliver again', async ({ provider, outsider }) => {
      const start = await provider.changes.latest({ path: rootPath });
      await put(outsider, '/one');
      const first = await provider.changes.pull({ cursor: start });
      await put(outsider, '/two');
      const second = await provider.changes.pull({ cursor: first.cursor });
      assert.deepEqual(second.changes.map(changedPath), ['/two']);
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
      assert.deepEqual(page.changes.map(changedPath), ['/new']);
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
        assert.deepEqual(page.changes.map(changedPath), ['/file']);
      },
    );
  },
);
