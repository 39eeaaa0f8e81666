import assert from 'node:assert/strict';
import type { Revision, StorageProvider, WriteMode } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise, toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectTree, namesIn } from '../support/look.ts';
import { put } from '../support/put.ts';

function writeText(provider: StorageProvider, text: string, mode: WriteMode) {
  return provider.write({ path: '/file', content: toBytes(text), mode });
}

export const writeModes: readonly Scenario[] = subject('write modes', [], (scenario) => {
  scenario('create refuses an existing file', async ({ provider }) => {
    await put(provider, '/file', 'first');
    await fails(writeText(provider, 'second', 'create'), 'already-exists');
    assert.equal(await get(provider, '/file'), 'first');
  });

  scenario('create refuses an existing file with identical bytes', async ({ provider }) => {
    await put(provider, '/file', 'same');
    await fails(writeText(provider, 'same', 'create'), 'already-exists');
    await fails(put(provider, '/file', 'same'), 'already-exists');
  });

  scenario('create refuses an existing folder', async ({ provider }) => {
    await provider.createFolder({ path: '/file' });
    await fails(writeText(provider, 'text', 'create'), 'already-exists');
    assert.equal((await provider.stat({ path: '/file' })).kind, 'folder');
  });

  scenario('overwrite creates a missing file', async ({ provider }) => {
    await writeText(provider, 'new', 'overwrite');
    assert.equal(await get(provider, '/file'), 'new');
  });

  scenario('overwrite replaces the content and the revision', async ({ provider }) => {
    const first = await put(provider, '/file', 'first');
    const second = await writeText(provider, 'second', 'overwrite');
    assert.notEqual(second.revision, first.revision);
    assert.equal(second.size, 6);
    assert.equal(await get(provider, '/file'), 'second');
    assert.deepEqual(await namesIn(provider), ['file']);
  });

  scenario('overwrite with less leaves nothing of what was more', async ({ provider }) => {
    await put(provider, '/file', noise(100_000, 8));
    const { size } = await writeText(provider, 'short', 'overwrite');
    assert.equal(size, 5);
    assert.equal(await get(provider, '/file'), 'short');
  });

  scenario('overwrite refuses a folder', async ({ provider }) => {
    await put(provider, '/file/inside', 'kept');
    await fails(writeText(provider, 'text', 'overwrite'), 'is-a-folder');
    assert.equal(await get(provider, '/file/inside'), 'kept');
  });

  scenario('overwrite with identical bytes is no mistake', async ({ provider }) => {
    const first = await put(provider, '/file', 'same');
    const second = await writeText(provider, 'same', 'overwrite');
    assert.equal(second.size, first.size);
    assert.equal(second.id, first.id);
    assert.deepEqual(await provider.stat({ path: '/file' }), second);
    assert.equal(await get(provider, '/file', { revision: second.revision }), 'same');
  });

  scenario('ifRevision replaces exactly that revision', async ({ provider }) => {
    const { revision } = await put(provider, '/file', 'first');
    await writeText(provider, 'second', { ifRevision: revision });
    assert.equal(await get(provider, '/file'), 'second');
  });

  scenario('ifRevision can be chained', async ({ provider }) => {
    let { revision } = await put(provider, '/file', 'round 0');
    for (const text of ['round 1', 'round 2', 'round 3']) {
      ({ revision } = await writeText(provider, text, { ifRevision: revision }));
    }
    assert.equal(await get(provider, '/file'), 'round 3');
  });

  scenario('ifRevision refuses when the file has changed', async ({ provider, outsider }) => {
    const { revision } = await put(provider, '/file', 'base');
    await writeText(outsider, 'theirs', 'overwrite');
    await fails(writeText(provider, 'mine', { ifRevision: revision }), 'conflict');
    assert.equal(await get(provider, '/file'), 'theirs');
  });

  scenario('ifRevision refuses a stale revision even with the present bytes', async (context) => {
    const { provider, outsider } = context;
    const { revision } = await put(provider, '/file', 'base');
    const present = await writeText(outsider, 'theirs', 'overwrite');
    await fails(writeText(provider, 'theirs', { ifRevision: revision }), 'conflict');
    assert.deepEqual(await provider.stat({ path: '/file' }), present);
  });

  scenario('ifRevision refuses when the file is gone', async ({ provider }) => {
    const { revision } = await put(provider, '/file', 'base');
    await provider.remove({ path: '/file' });
    await fails(writeText(provider, 'mine', { ifRevision: revision }), 'conflict');
    await expectTree(provider);
  });

  scenario('ifRevision refuses the revision of another file', async ({ provider }) => {
    await put(provider, '/file', 'kept');
    const { revision } = await put(provider, '/other', 'other');
    await fails(writeText(provider, 'mine', { ifRevision: revision }), 'conflict');
    assert.equal(await get(provider, '/file'), 'kept');
  });

  scenario('ifRevision refuses a folder', async ({ provider }) => {
    const { revision } = await put(provider, '/other', 'other');
    await provider.createFolder({ path: '/file' });
    const mode = { ifRevision: revision as Revision };
    await fails(writeText(provider, 'mine', mode), 'is-a-folder');
  });

  scenario('ifRevision with identical bytes is no mistake', async ({ provider }) => {
    const { revision } = await put(provider, '/file', 'same');
    const second = await writeText(provider, 'same', { ifRevision: revision });
    assert.deepEqual(await provider.stat({ path: '/file' }), second);
    assert.equal(await get(provider, '/file'), 'same');
  });

  scenario(
    'overwrite under another spelling is the same file',
    { traits: ({ caseSensitive }) => !caseSensitive },
    async ({ provider }) => {
      const { id } = await put(provider, '/FILE', 'first');
      const entry = await writeText(provider, 'second', 'overwrite');
      assert.equal(entry.id, id);
      assert.equal(await get(provider, '/FiLe'), 'second');
      assert.equal((await namesIn(provider)).length, 1);
    },
  );

  scenario('every mode keeps the time that the writer gives', async ({ provider }) => {
    const mtime = (day: number) => Date.UTC(2001, 8, day, 1, 46, 40);
    const { revision } = await put(provider, '/file', 'first');
    const modes = [{ ifRevision: revision }, 'overwrite'] as const;
    for (const [day, mode] of modes.entries()) {
      const content = toBytes(`content ${day}`);
      const entry = await provider.write({ path: '/file', content, mode, mtime: mtime(day) });
      assert.equal(entry.mtime, mtime(day));
      assert.deepEqual(await provider.stat({ path: '/file' }), entry);
    }
  });
});
