import assert from 'node:assert/strict';
import type {
  FileEntry,
  PageCursor,
  Revision,
  StorageProvider,
  StorageProviderWith,
} from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectAbsent } from '../support/look.ts';
import { put } from '../support/put.ts';

/** Gives a file three contents, and returns its entries, oldest first. */
async function writeThree(provider: StorageProvider): Promise<FileEntry[]> {
  const entries = [await put(provider, '/file', 'version 1')];
  for (const text of ['version two', 'version number three']) {
    entries.push(
      await provider.write({ path: '/file', content: toBytes(text), mode: 'overwrite' }),
    );
  }
  return entries;
}

async function allRevisions(
  provider: StorageProviderWith<'revisions'>,
  pageSize?: number,
): Promise<Revision[]> {
  const revisions: Revision[] = [];
  let cursor: PageCursor | undefined;
  do {
    const page = await provider.revisions.list({ path: '/file', cursor, pageSize });
    revisions.push(...page.revisions.map(({ revision }) => revision));
    cursor = page.next;
  } while (cursor !== undefined);
  return revisions;
}

export const revisions: readonly Scenario[] = subject('revisions', ['revisions'], (scenario) => {
  scenario('are listed newest first', async ({ provider }) => {
    const written = await writeThree(provider);
    const listed = await provider.revisions.list({ path: '/file' });
    assert.deepEqual(
      listed.revisions.map(({ revision, size }) => [revision, size]),
      written.toReversed().map(({ revision, size }) => [revision, size]),
    );
  });

  scenario('tell where the file is, and when they came', async ({ provider }) => {
    const written = await writeThree(provider);
    const listed = await provider.revisions.list({ path: '/file' });
    assert.deepEqual(
      listed.revisions.map(({ path, name, modifiedAt }) => [path, name, modifiedAt]),
      written.toReversed().map(({ path, name, modifiedAt }) => [path, name, modifiedAt]),
    );
  });

  scenario('come in pages', async ({ provider }) => {
    const written = await writeThree(provider);
    const expected = written.map(({ revision }) => revision).reverse();
    assert.deepEqual(await allRevisions(provider, 1), expected);
    assert.deepEqual(await allRevisions(provider, 2), expected);
  });

  scenario('can be read, each with its own bytes', async ({ provider }) => {
    const texts = ['version 1', 'version two', 'version number three'];
    for (const [index, { revision }] of (await writeThree(provider)).entries()) {
      assert.equal(await get(provider, '/file', { revision }), texts[index]);
    }
  });

  scenario('of a removed file are listed', async ({ provider }) => {
    const written = await writeThree(provider);
    await provider.remove({ path: '/file' });
    assert.deepEqual(
      await allRevisions(provider),
      written.map(({ revision }) => revision).reverse(),
    );
  });

  scenario('can be restored, as a new one', async ({ provider }) => {
    const [first] = await writeThree(provider);
    assert.ok(first !== undefined);
    const restored = await provider.revisions.restore({ path: '/file', revision: first.revision });
    assert.equal(await get(provider, '/file'), 'version 1');
    assert.deepEqual(await provider.stat({ path: '/file' }), restored);
    assert.notEqual(restored.revision, first.revision);
    assert.equal((await allRevisions(provider)).length, 4);
  });

  scenario('bring a removed file back', async ({ provider }) => {
    const { revision } = await put(provider, '/folder/file', 'back');
    await provider.remove({ path: '/folder/file' });
    const restored = await provider.revisions.restore({ path: '/folder/file', revision });
    assert.equal(await get(provider, '/folder/file'), 'back');
    assert.equal(restored.name, 'file');
  });

  scenario('can be restored where a file was that lives on elsewhere', async ({ provider }) => {
    const { revision } = await put(provider, '/file', 'old');
    const moved = await provider.move({ from: '/file', to: '/moved' });
    const restored = await provider.revisions.restore({ path: '/file', revision });
    assert.equal(await get(provider, '/file'), 'old');
    assert.deepEqual(await provider.stat({ path: '/moved' }), moved);
    if (moved.id !== undefined) assert.notEqual(restored.id, moved.id);
  });

  scenario('that are unknown cannot be restored', async ({ provider }) => {
    await put(provider, '/file', 'kept');
    const { revision } = await put(provider, '/other', 'other');
    const unknown = `${revision.slice(0, -2)}ff` as Revision;
    await fails(provider.revisions.restore({ path: '/file', revision: unknown }), 'not-found');
    await fails(provider.revisions.restore({ path: '/file', revision }), 'not-found');
    assert.equal(await get(provider, '/file'), 'kept');
  });

  scenario('of nothing are not-found', async ({ provider }) => {
    await fails(provider.revisions.list({ path: '/never' }), 'not-found');
    await expectAbsent(provider, '/never');
  });

  scenario('of a folder are is-a-folder', async ({ provider }) => {
    await provider.createFolder({ path: '/folder' });
    await fails(provider.revisions.list({ path: '/folder' }), 'is-a-folder');
  });
});
