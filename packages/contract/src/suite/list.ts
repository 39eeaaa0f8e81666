import assert from 'node:assert/strict';
import { listPages, rootPath, type StoragePath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { collect } from '../support/collect.ts';
import { fails } from '../support/fails.ts';
import { entriesOf, expectTree, keyOf, keysBelow, namesIn } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';

function numbered(count: number, folder = '/'): StoragePath[] {
  return Array.from({ length: count }, (_, index): StoragePath => {
    return `${folder as StoragePath}file ${String(index).padStart(3, '0')}`;
  });
}

export const list: readonly Scenario[] = subject('list', [], (scenario) => {
  scenario('an empty folder holds nothing', async ({ provider }) => {
    await provider.createFolder({ path: '/empty' });
    assert.deepEqual(await entriesOf(provider, '/empty'), []);
    assert.deepEqual(await entriesOf(provider, '/empty', { recursive: true }), []);
  });

  scenario('a folder holds its direct children, files and folders', async ({ provider }) => {
    await putAll(provider, ['/top', '/folder/file', '/folder/inner/deep']);
    assert.deepEqual(await namesIn(provider), ['folder', 'top']);
    assert.deepEqual(await namesIn(provider, '/folder'), ['file', 'inner']);
  });

  scenario('entries are those that stat gives', async ({ provider }) => {
    const mtime = Date.UTC(2001, 8, 9, 1, 46, 40);
    const content = toBytes('dated');
    await put(provider, '/folder/inner/deep');
    await provider.write({ path: '/folder/file', content, mode: 'create', mtime });
    for (const recursive of [false, true]) {
      const entries = await entriesOf(provider, '/folder', { recursive });
      assert.equal(entries.length, recursive ? 3 : 2);
      for (const entry of entries) {
        assert.deepEqual(await provider.stat({ path: entry.path }), entry);
      }
    }
  });

  scenario('a recursive listing holds everything below, once', async ({ provider }) => {
    await putAll(provider, ['/a/1', '/a/b/2', '/a/b/c/3', '/d/4', '/5']);
    await provider.createFolder({ path: '/a/empty' });
    await expectTree(
      provider,
      ...(['/5', '/a', '/a/1', '/a/b', '/a/b/2', '/a/b/c', '/a/b/c/3'] as const),
      ...(['/a/empty', '/d', '/d/4'] as const),
    );
    assert.equal((await entriesOf(provider, '/a', { recursive: true })).length, 6);
  });

  scenario('a recursive listing names a folder before what lies in it', async ({ provider }) => {
    await putAll(provider, ['/a/b/c/1', '/a/2', '/z/y/3', '/z/4']);
    const seen = new Set<string>(['']);
    for (const { path } of await entriesOf(provider, rootPath, { recursive: true, pageSize: 2 })) {
      assert.ok(seen.has(path.slice(0, path.lastIndexOf('/'))), `${path} came before its folder`);
      seen.add(path);
    }
  });

  scenario('a missing folder is not-found', async ({ provider }) => {
    await fails(provider.list({ path: '/missing' }), 'not-found');
    await fails(provider.list({ path: '/missing', recursive: true }), 'not-found');
  });

  scenario('a file is not-a-folder', async ({ provider }) => {
    await put(provider, '/file');
    await fails(provider.list({ path: '/file' }), 'not-a-folder');
    await fails(provider.list({ path: '/file', recursive: true }), 'not-a-folder');
  });

  scenario('pages together hold every entry once', async ({ provider }) => {
    await putAll(provider, numbered(12));
    for (const pageSize of [1, 5, 12, 2000]) {
      const entries = await entriesOf(provider, rootPath, { pageSize });
      assert.deepEqual(entries.map(keyOf(provider)).sort(), numbered(12));
    }
  });

  scenario('pages of a recursive listing hold every entry once', async ({ provider }) => {
    const files = [...numbered(4, '/a/'), ...numbered(4, '/a/b/'), ...numbered(4, '/c/')];
    await putAll(provider, files);
    const entries = await entriesOf(provider, rootPath, { recursive: true, pageSize: 3 });
    assert.deepEqual(entries.map(keyOf(provider)).sort(), [...files, '/a', '/a/b', '/c'].sort());
  });

  scenario('a listing ends, and only its last page says asOf', async ({ provider }) => {
    await putAll(provider, numbered(5));
    const pages = await collect(
      listPages(provider, { path: rootPath, recursive: true, pageSize: 2 }),
    );
    for (const page of pages.slice(0, -1)) {
      assert.ok(page.next !== undefined);
      assert.equal(page.asOf, undefined);
    }
    assert.equal(pages.at(-1)?.next, undefined);
  });

  scenario('a page size that is no count is refused', async ({ provider }) => {
    for (const pageSize of [0, -1, 1.5, Number.NaN]) {
      await fails(provider.list({ path: rootPath, pageSize }), 'invalid-request');
    }
  });

  scenario('files that come while paging hide no other', async ({ provider, outsider }) => {
    const before = numbered(6, '/folder/');
    await putAll(provider, before);
    const seen: string[] = [];
    let round = 0;
    for await (const page of listPages(provider, { path: '/folder', pageSize: 2 })) {
      seen.push(...page.entries.map(keyOf(provider)));
      round++;
      // One sorts before all, one after all.
      if (round < 4) await putAll(outsider, [`/folder/a ${round}`, `/folder/z ${round}`]);
    }
    for (const path of before) {
      assert.equal(seen.filter((one) => one === path).length, 1, `${path} in ${seen}`);
    }
  });

  scenario('files that go while paging hide no other', async ({ provider, outsider }) => {
    const before = numbered(8, '/folder/');
    await putAll(provider, before);
    const seen: string[] = [];
    const removed = new Set<string>();
    for await (const page of listPages(provider, { path: '/folder', pageSize: 2 })) {
      const keys = page.entries.map(keyOf(provider));
      seen.push(...keys);
      const [gone] = keys;
      if (gone === undefined) continue;
      removed.add(gone);
      await outsider.remove({ path: gone as StoragePath });
    }
    for (const path of before.filter((one) => !removed.has(one))) {
      assert.equal(seen.filter((one) => one === path).length, 1, `${path} in ${seen}`);
    }
  });

  scenario(
    'a folder is listed under another spelling',
    { traits: ({ caseSensitive }) => !caseSensitive },
    async ({ provider }) => {
      await putAll(provider, ['/Folder/One', '/Folder/Two']);
      assert.deepEqual(await namesIn(provider, '/FOLDER'), ['One', 'Two']);
    },
  );

  scenario('a folder of sixty entries comes in whole', async ({ provider }) => {
    await putAll(provider, numbered(60, '/many/'));
    assert.equal((await keysBelow(provider, '/many')).length, 60);
    assert.equal((await namesIn(provider, '/many')).length, 60);
  });
});
