import assert from 'node:assert/strict';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { fails } from '../support/fails.ts';
import { expectTree, namesIn } from '../support/look.ts';
import { put } from '../support/put.ts';

export const folders: readonly Scenario[] = subject('folders', [], (scenario) => {
  scenario('a new folder is empty, and its entry is that of stat', async ({ provider }) => {
    const entry = await provider.createFolder({ path: '/folder' });
    assert.deepEqual(await provider.stat({ path: '/folder' }), entry);
    assert.equal(entry.kind, 'folder');
    assert.deepEqual(await namesIn(provider, '/folder'), []);
  });

  scenario('missing parents are created', async ({ provider }) => {
    await provider.createFolder({ path: '/a/b/c' });
    await expectTree(provider, '/a', '/a/b', '/a/b/c');
  });

  scenario('an existing folder is already-exists', async ({ provider }) => {
    await put(provider, '/folder/file');
    await fails(provider.createFolder({ path: '/folder' }), 'already-exists');
    await expectTree(provider, '/folder', '/folder/file');
  });

  scenario('an existing file is already-exists', async ({ provider }) => {
    await put(provider, '/file');
    await fails(provider.createFolder({ path: '/file' }), 'already-exists');
    assert.equal((await provider.stat({ path: '/file' })).kind, 'file');
  });

  scenario('below a file is not-a-folder', async ({ provider }) => {
    await put(provider, '/file');
    await fails(provider.createFolder({ path: '/file/folder' }), 'not-a-folder');
    await fails(provider.createFolder({ path: '/file/far/folder' }), 'not-a-folder');
  });

  scenario('a folder stays when its last file goes', async ({ provider }) => {
    await put(provider, '/folder/file');
    await provider.remove({ path: '/folder/file' });
    await expectTree(provider, '/folder');
  });

  scenario('a new folder leaves its neighbours alone', async ({ provider }) => {
    await put(provider, '/a/file');
    await provider.createFolder({ path: '/a/folder' });
    assert.deepEqual(await namesIn(provider, '/a'), ['file', 'folder']);
  });

  scenario(
    'an existing folder under another spelling is already-exists',
    { traits: ({ caseSensitive }) => !caseSensitive },
    async ({ provider }) => {
      await provider.createFolder({ path: '/Folder' });
      await fails(provider.createFolder({ path: '/fOLDER' }), 'already-exists');
      await put(provider, '/FOLDER/file');
      assert.deepEqual(await namesIn(provider), ['Folder']);
    },
  );
});
