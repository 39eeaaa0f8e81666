import assert from 'node:assert/strict';
import { isStorageError, readBytes, type StorageProvider } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise, toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { put } from '../support/put.ts';

function overwrite(provider: StorageProvider, content: Uint8Array) {
  return provider.write({ path: '/file', content, mode: 'overwrite' });
}

export const pinnedReads: readonly Scenario[] = subject('pinned reads', [], (scenario) => {
  scenario('the present revision is delivered', async ({ provider }) => {
    const { revision } = await put(provider, '/file', 'present');
    assert.equal(await get(provider, '/file', { revision }), 'present');
    assert.equal(await get(provider, '/file', { revision, offset: 3, length: 2 }), 'se');
  });

  scenario('a replaced revision is never answered with new bytes', async (context) => {
    const { provider, outsider, promised } = context;
    const { revision } = await put(provider, '/file', 'old bytes');
    await overwrite(outsider, toBytes('new bytes'));
    if (promised.has('revisions')) {
      assert.equal(await get(provider, '/file', { revision }), 'old bytes');
    } else {
      await fails(provider.read({ path: '/file', revision }), 'conflict');
    }
  });

  scenario('the revision of another file is a conflict', async ({ provider }) => {
    await put(provider, '/file', 'one');
    const { revision } = await put(provider, '/other', 'two');
    await fails(provider.read({ path: '/file', revision }), 'conflict');
  });

  scenario('a revision of a removed file is old bytes or an error', async (context) => {
    const { provider, promised } = context;
    const { revision } = await put(provider, '/file', 'gone');
    await provider.remove({ path: '/file' });
    if (promised.has('revisions')) {
      assert.equal(await get(provider, '/file', { revision }), 'gone');
    } else {
      await fails(provider.read({ path: '/file', revision }), 'conflict', 'not-found');
    }
  });

  scenario('a file that came back with other bytes is another revision', async (context) => {
    const { provider, promised } = context;
    const { revision } = await put(provider, '/file', 'first');
    await provider.remove({ path: '/file' });
    const { revision: second } = await put(provider, '/file', 'second');
    assert.notEqual(second, revision);
    assert.equal(await get(provider, '/file', { revision: second }), 'second');
    if (!promised.has('revisions')) {
      await fails(provider.read({ path: '/file', revision }), 'conflict');
    }
  });

  scenario('new bytes of the same length are another revision', async ({ provider }) => {
    const { revision } = await put(provider, '/file', 'aaaa');
    const { revision: second } = await overwrite(provider, toBytes('bbbb'));
    assert.notEqual(second, revision);
  });

  scenario('the entry of a pinned read is that of the revision', async ({ provider }) => {
    const { revision } = await put(provider, '/file', 'four');
    const { entry, body } = await provider.read({ path: '/file', revision });
    await body.cancel();
    assert.equal(entry.revision, revision);
    assert.equal(entry.size, 4);
  });

  scenario('a body under way never mixes two contents', async ({ provider, outsider }) => {
    const old = noise(3 * 1024 * 1024, 5);
    await put(provider, '/file', old);
    const { body } = await provider.read({ path: '/file' });
    const reader = body.getReader();
    const chunks: Uint8Array[] = [];
    const first = await reader.read();
    if (first.value !== undefined) chunks.push(first.value);
    await overwrite(outsider, noise(3 * 1024 * 1024, 6));
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        chunks.push(next.value);
      }
    } catch (error) {
      assert.ok(isStorageError(error), `no StorageError: ${String(error)}`);
      return;
    }
    assert.ok(Buffer.compare(Buffer.concat(chunks), old) === 0, 'the body mixed two contents');
  });

  scenario('a read says which revision its bytes are of', async ({ provider, outsider }) => {
    await put(provider, '/file', 'old');
    const { revision } = await overwrite(outsider, toBytes('newer'));
    const { entry, body } = await provider.read({ path: '/file' });
    await body.cancel();
    assert.equal(entry.revision, revision);
    const bytes = await readBytes(provider, { path: '/file', revision: entry.revision });
    assert.equal(bytes.byteLength, entry.size);
  });

  scenario(
    'a part of an old revision is a part of it',
    { capabilities: ['revisions'] },
    async (context) => {
      const { provider, outsider } = context;
      const { revision } = await put(provider, '/file', '0123456789');
      await overwrite(outsider, toBytes('abc'));
      assert.equal(await get(provider, '/file', { revision, offset: 3, length: 4 }), '3456');
      assert.equal(await get(provider, '/file', { revision, offset: 8 }), '89');
      assert.equal(await get(provider, '/file', { revision, offset: 10, length: 1 }), '');
      assert.equal(await get(provider, '/file', { revision, length: 0 }), '');
      const { entry, body } = await provider.read({ path: '/file', revision, length: 1 });
      await body.cancel();
      assert.deepEqual(
        { name: entry.name, size: entry.size, revision: entry.revision },
        { name: 'file', size: 10, revision },
      );
    },
  );
});
