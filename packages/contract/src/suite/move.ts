import assert from 'node:assert/strict';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectAbsent, expectTree, namesIn } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';

export const move: readonly Scenario[] = subject('move', [], (scenario) => {
  scenario('a file gets a new name', async ({ provider }) => {
    await put(provider, '/old', 'content');
    const entry = await provider.move({ from: '/old', to: '/new' });
    assert.deepEqual(await provider.stat({ path: '/new' }), entry);
    assert.equal(entry.name, 'new');
    assert.equal(await get(provider, '/new'), 'content');
    await expectTree(provider, '/new');
  });

  scenario('a file goes to another folder', async ({ provider }) => {
    await putAll(provider, ['/a/file', '/b/other']);
    await provider.move({ from: '/a/file', to: '/b/file' });
    await expectTree(provider, '/a', '/b', '/b/file', '/b/other');
  });

  scenario('missing parents are created', async ({ provider }) => {
    await put(provider, '/file', 'content');
    await provider.move({ from: '/file', to: '/x/y/file' });
    await expectTree(provider, '/x', '/x/y', '/x/y/file');
  });

  scenario('a folder takes all that it holds along', async ({ provider }) => {
    await putAll(provider, ['/from/a/b', '/from/c', '/from/d']);
    await provider.createFolder({ path: '/from/empty' });
    const entry = await provider.move({ from: '/from', to: '/far/to' });
    assert.equal(entry.kind, 'folder');
    assert.equal(await get(provider, '/far/to/a/b'), 'content of /from/a/b');
    await expectTree(
      provider,
      ...(['/far', '/far/to', '/far/to/a', '/far/to/a/b', '/far/to/c'] as const),
      ...(['/far/to/d', '/far/to/empty'] as const),
    );
  });

  scenario('nothing is left at the old paths', async ({ provider, outsider }) => {
    const paths = ['/from', '/from/a', '/from/a/file'] as const;
    await put(provider, '/from/a/file');
    for (const path of paths) await provider.stat({ path });
    await provider.move({ from: '/from', to: '/to' });
    for (const path of paths) {
      await expectAbsent(provider, path);
      await expectAbsent(outsider, path);
    }
    await fails(provider.list({ path: '/from' }), 'not-found');
    await put(provider, '/from/a/file', 'new');
    assert.equal(await get(provider, '/to/a/file'), 'content of /from/a/file');
  });

  scenario('ids go along', async ({ provider }) => {
    const file = await put(provider, '/folder/file');
    const folder = await provider.stat({ path: '/folder' });
    await provider.move({ from: '/folder', to: '/moved' });
    assert.equal((await provider.stat({ path: '/moved' })).id, folder.id);
    assert.equal((await provider.stat({ path: '/moved/file' })).id, file.id);
  });

  scenario('the time that the writer gave goes along', async ({ provider }) => {
    const mtime = Date.UTC(2001, 8, 9, 1, 46, 40);
    await provider.write({ path: '/old', content: toBytes('x'), mode: 'create', mtime });
    const entry = await provider.move({ from: '/old', to: '/folder/new' });
    assert.ok(entry.kind === 'file');
    assert.equal(entry.mtime, mtime);
    await provider.move({ from: '/folder', to: '/moved' });
    const below = await provider.stat({ path: '/moved/new' });
    assert.ok(below.kind === 'file');
    assert.equal(below.mtime, mtime);
  });

  scenario('a moved file can be written on its new revision', async ({ provider }) => {
    await put(provider, '/old', 'first');
    const entry = await provider.move({ from: '/old', to: '/new' });
    assert.ok(entry.kind === 'file');
    const mode = { ifRevision: entry.revision };
    await provider.write({ path: '/new', content: toBytes('second'), mode });
    assert.equal(await get(provider, '/new'), 'second');
  });

  scenario('a missing source is not-found', async ({ provider }) => {
    await fails(provider.move({ from: '/missing', to: '/new' }), 'not-found');
    await expectTree(provider);
  });

  scenario('below a file is not-a-folder', async ({ provider }) => {
    await putAll(provider, ['/file', '/other']);
    await fails(provider.move({ from: '/other', to: '/file/below' }), 'not-a-folder');
    await expectTree(provider, '/file', '/other');
  });

  scenario('onto a file is already-exists', async ({ provider }) => {
    await put(provider, '/one', '1');
    await put(provider, '/two', '2');
    await fails(provider.move({ from: '/one', to: '/two' }), 'already-exists');
    assert.equal(await get(provider, '/one'), '1');
    assert.equal(await get(provider, '/two'), '2');
  });

  scenario('onto a file with identical bytes is already-exists', async ({ provider }) => {
    await put(provider, '/one', 'same');
    await put(provider, '/two', 'same');
    await fails(provider.move({ from: '/one', to: '/two' }), 'already-exists');
    await expectTree(provider, '/one', '/two');
  });

  scenario('onto a folder is already-exists', async ({ provider }) => {
    await putAll(provider, ['/file', '/folder/inside', '/third/inside']);
    await fails(provider.move({ from: '/file', to: '/folder' }), 'already-exists');
    await fails(provider.move({ from: '/third', to: '/folder' }), 'already-exists');
    await expectTree(
      provider,
      ...(['/file', '/folder', '/folder/inside', '/third', '/third/inside'] as const),
    );
  });

  scenario('onto itself is already-exists', async ({ provider }) => {
    await put(provider, '/folder/file', 'kept');
    await fails(provider.move({ from: '/folder/file', to: '/folder/file' }), 'already-exists');
    await fails(provider.move({ from: '/folder', to: '/folder' }), 'already-exists');
    assert.equal(await get(provider, '/folder/file'), 'kept');
  });

  scenario('a folder cannot go into itself', async ({ provider }) => {
    await put(provider, '/folder/inner/file', 'kept');
    await fails(provider.move({ from: '/folder', to: '/folder/new' }), 'invalid-request');
    await fails(provider.move({ from: '/folder', to: '/folder/inner/new' }), 'invalid-request');
    await expectTree(provider, '/folder', '/folder/inner', '/folder/inner/file');
  });

  scenario('a folder can go into one whose name begins like its own', async ({ provider }) => {
    await putAll(provider, ['/a/file', '/ab/other']);
    await provider.move({ from: '/a', to: '/ab/a' });
    await expectTree(provider, '/ab', '/ab/a', '/ab/a/file', '/ab/other');
  });

  scenario('names can be swapped by way of a third', async ({ provider }) => {
    await put(provider, '/one', '1');
    await put(provider, '/two', '2');
    await provider.move({ from: '/one', to: '/third' });
    await provider.move({ from: '/two', to: '/one' });
    await provider.move({ from: '/third', to: '/two' });
    assert.equal(await get(provider, '/one'), '2');
    assert.equal(await get(provider, '/two'), '1');
  });

  const ignoresCase = { traits: ({ caseSensitive }: { caseSensitive: boolean }) => !caseSensitive };

  scenario('the case of the name of a file can change', ignoresCase, async ({ provider }) => {
    await put(provider, '/folder/name.txt', 'content');
    const entry = await provider.move({ from: '/folder/name.txt', to: '/folder/NAME.txt' });
    assert.equal(entry.name, 'NAME.txt');
    assert.deepEqual(await namesIn(provider, '/folder'), ['NAME.txt']);
    assert.equal(await get(provider, '/folder/name.txt'), 'content');
  });

  scenario('the case of the name of a folder can change', ignoresCase, async ({ provider }) => {
    await putAll(provider, ['/folder/file', '/folder/inner/deep']);
    const entry = await provider.move({ from: '/folder', to: '/Folder' });
    assert.equal(entry.name, 'Folder');
    assert.deepEqual(await namesIn(provider), ['Folder']);
    await expectTree(provider, '/Folder', '/Folder/file', '/Folder/inner', '/Folder/inner/deep');
  });

  scenario('another spelling of the source is the source', ignoresCase, async ({ provider }) => {
    await put(provider, '/Folder/File', 'content');
    await provider.move({ from: '/FOLDER/FILE', to: '/moved' });
    assert.equal(await get(provider, '/moved'), 'content');
    await expectAbsent(provider, '/Folder/File');
  });

  scenario('into itself by another spelling is refused', ignoresCase, async ({ provider }) => {
    await put(provider, '/Folder/file');
    await fails(provider.move({ from: '/Folder', to: '/FOLDER/new' }), 'invalid-request');
    await expectTree(provider, '/Folder', '/Folder/file');
  });
});
