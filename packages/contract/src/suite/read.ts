import assert from 'node:assert/strict';
import { readBytes, rootPath } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise, toBytes, toText } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { put } from '../support/put.ts';

export const read: readonly Scenario[] = subject('read', [], (scenario) => {
  scenario('a file comes back as it was written', async ({ provider }) => {
    await put(provider, '/file', 'Grüße aus dem Süden\n');
    assert.equal(await get(provider, '/file'), 'Grüße aus dem Süden\n');
  });

  scenario('bytes of every value survive, over a mebibyte', async ({ provider }) => {
    const bytes = noise(1024 * 1024 + 7);
    await put(provider, '/noise', bytes);
    assert.ok(Buffer.compare(await readBytes(provider, { path: '/noise' }), bytes) === 0);
  });

  scenario('a file without bytes has an empty body', async ({ provider }) => {
    await put(provider, '/empty', '');
    assert.equal(await get(provider, '/empty'), '');
    assert.equal(await get(provider, '/empty', { offset: 0, length: 10 }), '');
  });

  scenario('a range is delivered to the byte', async ({ provider }) => {
    await put(provider, '/digits', '0123456789');
    assert.equal(await get(provider, '/digits', { offset: 3, length: 4 }), '3456');
    assert.equal(await get(provider, '/digits', { offset: 0, length: 1 }), '0');
    assert.equal(await get(provider, '/digits', { offset: 9, length: 1 }), '9');
  });

  scenario('a range without a length goes to the end', async ({ provider }) => {
    await put(provider, '/digits', '0123456789');
    assert.equal(await get(provider, '/digits', { offset: 7 }), '789');
    assert.equal(await get(provider, '/digits', { length: 3 }), '012');
  });

  scenario('a range past the end is cut at the end', async ({ provider }) => {
    await put(provider, '/digits', '0123456789');
    assert.equal(await get(provider, '/digits', { offset: 8, length: 100 }), '89');
    assert.equal(await get(provider, '/digits', { length: 1_000_000 }), '0123456789');
  });

  scenario('a range that begins at or past the end is empty', async ({ provider }) => {
    await put(provider, '/digits', '0123456789');
    assert.equal(await get(provider, '/digits', { offset: 10 }), '');
    assert.equal(await get(provider, '/digits', { offset: 10, length: 5 }), '');
    assert.equal(await get(provider, '/digits', { offset: 1_000_000, length: 5 }), '');
  });

  scenario('a range of no bytes is empty', async ({ provider }) => {
    await put(provider, '/digits', '0123456789');
    assert.equal(await get(provider, '/digits', { offset: 4, length: 0 }), '');
  });

  scenario('a range that is no count of bytes is refused', async ({ provider }) => {
    await put(provider, '/digits', '0123456789');
    for (const wrong of [-1, 0.5, Number.NaN]) {
      await fails(provider.read({ path: '/digits', offset: wrong }), 'invalid-request');
      await fails(provider.read({ path: '/digits', length: wrong }), 'invalid-request');
    }
  });

  scenario('ranges fit together to the whole', async ({ provider }) => {
    const bytes = noise(300_000, 2);
    await put(provider, '/noise', bytes);
    const parts: Uint8Array[] = [];
    for (const [offset, length] of [
      [0, 1],
      [1, 65_535],
      [65_536, 131_072],
      [196_608, 200_000],
    ]) {
      parts.push(await readBytes(provider, { path: '/noise', offset, length }));
    }
    assert.ok(Buffer.compare(Buffer.concat(parts), bytes) === 0);
  });

  scenario('the entry is that of the whole file, with any range', async ({ provider }) => {
    const mtime = Date.UTC(2001, 8, 9, 1, 46, 40);
    const content = toBytes('0123456789');
    const written = await provider.write({ path: '/digits', content, mode: 'create', mtime });
    for (const part of [{}, { offset: 2, length: 3 }, { offset: 100 }, { length: 0 }]) {
      const { entry, body } = await provider.read({ path: '/digits', ...part });
      await body.cancel();
      assert.deepEqual(entry, written);
    }
  });

  scenario('a missing file is not-found', async ({ provider }) => {
    await fails(provider.read({ path: '/missing' }), 'not-found');
    await fails(provider.read({ path: '/missing/file' }), 'not-found');
  });

  scenario('a folder is is-a-folder', async ({ provider }) => {
    await provider.createFolder({ path: '/folder' });
    await fails(provider.read({ path: '/folder' }), 'is-a-folder');
    await fails(provider.read({ path: rootPath }), 'is-a-folder');
  });

  scenario('a body that nobody wants to the end can be cancelled', async ({ provider }) => {
    await put(provider, '/noise', noise(1024 * 1024, 3));
    const { body } = await provider.read({ path: '/noise' });
    const reader = body.getReader();
    await reader.read();
    await reader.cancel('enough');
    assert.equal((await provider.stat({ path: '/noise' })).kind, 'file');
  });

  scenario('several readers of one file do not disturb each other', async ({ provider }) => {
    const bytes = noise(200_000, 4);
    await put(provider, '/noise', bytes);
    const offsets = [0, 50_000, 100_000, 150_000];
    const parts = await Promise.all(
      offsets.map((offset) => readBytes(provider, { path: '/noise', offset, length: 50_000 })),
    );
    assert.ok(Buffer.compare(Buffer.concat(parts), bytes) === 0);
  });

  scenario('two devices read the same', async ({ provider, outsider }) => {
    await put(provider, '/mine', 'mine');
    await put(outsider, '/theirs', 'theirs');
    assert.equal(await get(outsider, '/mine'), 'mine');
    assert.equal(await get(provider, '/theirs'), 'theirs');
    assert.equal(toText(await readBytes(provider, { path: '/theirs', offset: 3 })), 'irs');
  });
});
