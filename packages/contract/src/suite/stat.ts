import assert from 'node:assert/strict';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { put } from '../support/put.ts';

export const stat: readonly Scenario[] = subject('stat', [], (scenario) => {
  scenario('a file tells its size, name, path and revision', async ({ provider }) => {
    await put(provider, '/folder/file.txt', '12345');
    const entry = await provider.stat({ path: '/folder/file.txt' });
    assert.ok(entry.kind === 'file');
    const { name, path, size, revision } = entry;
    assert.deepEqual({ name, path, size }, { name: 'file.txt', path: '/folder/file.txt', size: 5 });
    assert.ok(typeof revision === 'string' && revision !== '');
  });

  scenario('times are milliseconds since 1970', async ({ provider }) => {
    const { modifiedAt, mtime } = await put(provider, '/file');
    // A store that counted seconds would be in January 1970.
    for (const time of mtime === undefined ? [modifiedAt] : [modifiedAt, mtime]) {
      assert.ok(Number.isInteger(time) && time > Date.UTC(1990), `${time}`);
    }
  });

  scenario('a folder tells that it is one', async ({ provider }) => {
    await put(provider, '/folder/file');
    const { kind, name, path } = await provider.stat({ path: '/folder' });
    assert.deepEqual({ kind, name, path }, { kind: 'folder', name: 'folder', path: '/folder' });
  });

  scenario('nothing at the path is not-found', async ({ provider }) => {
    await fails(provider.stat({ path: '/nothing' }), 'not-found');
    await fails(provider.stat({ path: '/no/such/folder' }), 'not-found');
  });

  scenario('below a file there is nothing', async ({ provider }) => {
    await put(provider, '/file');
    await fails(provider.stat({ path: '/file/below' }), 'not-found', 'not-a-folder');
  });

  scenario(
    'another spelling finds the entry under its own name',
    { traits: ({ caseSensitive }) => !caseSensitive },
    async ({ provider }) => {
      await put(provider, '/Folder/File.TXT');
      assert.equal((await provider.stat({ path: '/fOLDER/fILE.txt' })).name, 'File.TXT');
    },
  );

  scenario(
    'another spelling finds nothing',
    { traits: ({ caseSensitive }) => caseSensitive },
    async ({ provider }) => {
      await put(provider, '/Folder/File.TXT');
      await fails(provider.stat({ path: '/folder/File.TXT' }), 'not-found');
      await fails(provider.stat({ path: '/Folder/file.txt' }), 'not-found');
    },
  );

  scenario('the revision stays while the content stays', async ({ provider }) => {
    const written = await put(provider, '/file');
    await put(provider, '/other');
    const entry = await provider.stat({ path: '/file' });
    assert.ok(entry.kind === 'file');
    assert.equal(entry.revision, written.revision);
  });

  scenario('the id stays with new content', async ({ provider }) => {
    const { id } = await put(provider, '/file', 'one');
    await provider.write({ path: '/file', content: toBytes('two'), mode: 'overwrite' });
    assert.equal((await provider.stat({ path: '/file' })).id, id);
  });

  scenario('two entries never share an id', async ({ provider }) => {
    const entries = [
      await put(provider, '/one'),
      await put(provider, '/two', 'content of /one'),
      await provider.createFolder({ path: '/three' }),
    ];
    const ids = entries.flatMap(({ id }) => id ?? []);
    assert.equal(new Set(ids).size, ids.length);
  });

  scenario('what another device wrote is there', async ({ provider, outsider }) => {
    const { revision } = await put(outsider, '/from outside', 'outside');
    const entry = await provider.stat({ path: '/from outside' });
    assert.ok(entry.kind === 'file');
    assert.equal(entry.revision, revision);
    assert.equal(entry.size, 7);
  });
});
