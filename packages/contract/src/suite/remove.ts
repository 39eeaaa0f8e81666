import assert from 'node:assert/strict';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectAbsent, expectTree } from '../support/look.ts';
import { put, putAll } from '../support/put.ts';

export const remove: readonly Scenario[] = subject('remove', [], (scenario) => {
  scenario('a removed file is gone for every device', async ({ provider, outsider }) => {
    await putAll(provider, ['/file', '/kept']);
    await provider.remove({ path: '/file' });
    await fails(provider.read({ path: '/file' }), 'not-found');
    await expectAbsent(outsider, '/file');
    await expectTree(provider, '/kept');
  });

  scenario('nothing at the path is not-found', async ({ provider }) => {
    await fails(provider.remove({ path: '/missing' }), 'not-found');
    await fails(provider.remove({ path: '/missing', recursive: true }), 'not-found');
    await put(provider, '/file');
    await provider.remove({ path: '/file' });
    await fails(provider.remove({ path: '/file' }), 'not-found');
  });

  scenario('an empty folder needs no recursive', async ({ provider }) => {
    await provider.createFolder({ path: '/empty' });
    await provider.remove({ path: '/empty' });
    await expectTree(provider);
  });

  scenario('a full folder without recursive is not-empty', async ({ provider }) => {
    await put(provider, '/folder/inner/file', 'kept');
    await fails(provider.remove({ path: '/folder' }), 'not-empty');
    await fails(provider.remove({ path: '/folder', recursive: false }), 'not-empty');
    assert.equal(await get(provider, '/folder/inner/file'), 'kept');
  });

  scenario('recursive takes all that is below', async ({ provider }) => {
    await putAll(provider, ['/folder/a/b/c', '/folder/d', '/kept/e']);
    await provider.remove({ path: '/folder', recursive: true });
    await expectTree(provider, '/kept', '/kept/e');
    await fails(provider.list({ path: '/folder/a' }), 'not-found');
  });

  scenario('what was below a removed folder is gone path by path', async (context) => {
    const { provider, outsider } = context;
    const paths = ['/folder', '/folder/a', '/folder/a/file', '/folder/other'] as const;
    await putAll(provider, ['/folder/a/file', '/folder/other']);
    for (const path of paths) await provider.stat({ path });
    await provider.remove({ path: '/folder', recursive: true });
    for (const path of paths) {
      await expectAbsent(provider, path);
      await expectAbsent(outsider, path);
    }
    await fails(provider.read({ path: '/folder/a/file' }), 'not-found');
  });

  scenario('recursive removes a single file too', async ({ provider }) => {
    await put(provider, '/file');
    await provider.remove({ path: '/file', recursive: true });
    await expectTree(provider);
  });

  scenario('ifRevision removes exactly that revision', async ({ provider }) => {
    const { revision } = await put(provider, '/file');
    await provider.remove({ path: '/file', ifRevision: revision });
    await expectTree(provider);
  });

  scenario('ifRevision keeps a file that has changed', async ({ provider, outsider }) => {
    const { revision } = await put(provider, '/file', 'base');
    await outsider.write({ path: '/file', content: toBytes('theirs'), mode: 'overwrite' });
    await fails(provider.remove({ path: '/file', ifRevision: revision }), 'conflict');
    assert.equal(await get(provider, '/file'), 'theirs');
  });

  scenario('ifRevision of a file that is gone is not-found', async ({ provider, outsider }) => {
    const { revision } = await put(provider, '/file');
    await outsider.remove({ path: '/file' });
    await fails(provider.remove({ path: '/file', ifRevision: revision }), 'not-found');
  });

  scenario('ifRevision with a folder is is-a-folder', async ({ provider }) => {
    const { revision } = await put(provider, '/folder/file');
    const request = { path: '/folder', recursive: true, ifRevision: revision } as const;
    await fails(provider.remove(request), 'is-a-folder');
    await expectTree(provider, '/folder', '/folder/file');
  });

  scenario('a removed name is free again', async ({ provider }) => {
    await put(provider, '/name/file', 'old');
    await provider.remove({ path: '/name', recursive: true });
    await put(provider, '/name', 'new');
    assert.equal(await get(provider, '/name'), 'new');
    await expectTree(provider, '/name');
  });

  scenario(
    'another spelling removes the entry',
    { traits: ({ caseSensitive }) => !caseSensitive },
    async ({ provider }) => {
      await put(provider, '/Folder/File');
      await provider.remove({ path: '/FOLDER/FILE' });
      await expectTree(provider, '/Folder');
    },
  );

  scenario(
    'a removed entry is gone under every spelling',
    { traits: ({ caseSensitive }) => !caseSensitive },
    async ({ provider }) => {
      const spellings = ['/Folder/File', '/FOLDER/File', '/folder/FILE', '/folder/file'] as const;
      await put(provider, '/Folder/File');
      for (const path of spellings) await provider.stat({ path });
      await provider.remove({ path: '/folder/File' });
      for (const path of spellings) {
        await expectAbsent(provider, path);
        await fails(provider.read({ path }), 'not-found');
      }
      await provider.remove({ path: '/FOLDER' });
      for (const path of ['/Folder', '/folder', ...spellings] as const) {
        await expectAbsent(provider, path);
      }
    },
  );
});
