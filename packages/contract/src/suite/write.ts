import assert from 'node:assert/strict';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { largeBlob, noise, toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectAbsent, expectTree, namesIn } from '../support/look.ts';
import { put } from '../support/put.ts';

export const write: readonly Scenario[] = subject('write', [], (scenario) => {
  scenario('returns the entry that stat then gives', async ({ provider }) => {
    const entry = await put(provider, '/file', 'content');
    assert.deepEqual(await provider.stat({ path: '/file' }), entry);
    assert.equal(entry.size, 7);
  });

  scenario('creates missing parents', async ({ provider }) => {
    await put(provider, '/a/b/c', 'deep');
    await expectTree(provider, '/a', '/a/b', '/a/b/c');
    assert.equal((await provider.stat({ path: '/a/b' })).kind, 'folder');
  });

  scenario('below a file is not-a-folder', async ({ provider }) => {
    await put(provider, '/file', 'kept');
    await fails(put(provider, '/file/below'), 'not-a-folder');
    await fails(put(provider, '/file/far/below'), 'not-a-folder');
    assert.equal(await get(provider, '/file'), 'kept');
  });

  scenario('without bytes makes an empty file', async ({ provider }) => {
    assert.equal((await put(provider, '/empty', '')).size, 0);
    assert.deepEqual(await namesIn(provider), ['empty']);
  });

  scenario('takes a blob as it takes bytes', async ({ provider }) => {
    const bytes = noise(100_000, 7);
    const blob = new Blob([bytes.subarray(0, 40_000), bytes.subarray(40_000)]);
    const [fromBlob, fromBytes] = [
      await put(provider, '/blob', blob),
      await put(provider, '/bytes', bytes),
    ];
    assert.equal(fromBlob.size, fromBytes.size);
    assert.equal(fromBlob.contentHash, fromBytes.contentHash);
    assert.equal(await get(provider, '/blob'), await get(provider, '/bytes'));
  });

  scenario('takes only the part that a view shows', async ({ provider }) => {
    const buffer = toBytes('hidden shown hidden');
    await put(provider, '/view', buffer.subarray(7, 12));
    assert.equal(await get(provider, '/view'), 'shown');
  });

  scenario('is done with the bytes once it returns', async ({ provider }) => {
    const bytes = toBytes('as it was');
    await put(provider, '/file', bytes);
    bytes.fill(0);
    assert.equal(await get(provider, '/file'), 'as it was');
  });

  scenario('keeps the time that the writer gives, to the second', async ({ provider }) => {
    const mtime = Date.UTC(2019, 4, 17, 12, 34, 56);
    const content = toBytes('dated');
    const entry = await provider.write({ path: '/dated', content, mode: 'create', mtime });
    assert.equal(entry.mtime, mtime);
    const later = await provider.stat({ path: '/dated' });
    assert.ok(later.kind === 'file');
    assert.equal(later.mtime, mtime);
  });

  scenario('rounds a finer time by less than a second', async ({ provider }) => {
    const mtime = Date.UTC(2019, 4, 17, 12, 34, 56, 789);
    const content = toBytes('dated');
    const entry = await provider.write({ path: '/dated', content, mode: 'create', mtime });
    assert.ok(entry.mtime !== undefined && Math.abs(entry.mtime - mtime) < 1000, `${entry.mtime}`);
  });

  scenario('of the same bytes under two paths makes two files', async ({ provider }) => {
    await put(provider, '/one', 'twin');
    await put(provider, '/two', 'twin');
    await provider.remove({ path: '/one' });
    assert.equal(await get(provider, '/two'), 'twin');
    await expectAbsent(provider, '/one');
  });

  scenario(
    'refuses more than one request can carry, and stores nothing',
    { capabilities: ['uploads'] },
    async ({ provider }) => {
      const content = largeBlob(provider.uploads.limits.maxWriteSize + 1);
      await fails(put(provider, '/large', content), 'too-large');
      await expectAbsent(provider, '/large');
    },
  );

  scenario('at a time that is none is refused', async ({ provider }) => {
    const content = toBytes('x');
    for (const mtime of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const request = { path: '/file', content, mode: 'create', mtime } as const;
      await fails(provider.write(request), 'invalid-request');
    }
    await expectTree(provider);
  });
});
