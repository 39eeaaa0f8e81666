import assert from 'node:assert/strict';
import {
  isStorageError,
  rootPath,
  type StorageErrorCode,
  type StoragePath,
  type UploadSession,
} from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { toBytes } from '../support/bytes.ts';
import { get } from '../support/get.ts';
import { entriesOf, expectAbsent, expectTree, keysBelow } from '../support/look.ts';
import { put } from '../support/put.ts';

/** Runs calls at the same time; expects one to win and the others to fail with the code. Returns the winner's index. */
async function onlyOne(
  code: StorageErrorCode,
  calls: readonly Promise<unknown>[],
): Promise<number> {
  const results = await Promise.allSettled(calls);
  const winners = results.flatMap(({ status }, index) => (status === 'fulfilled' ? index : []));
  for (const result of results) {
    if (result.status === 'rejected') {
      assert.ok(isStorageError(result.reason, code), `expected ${code}, got ${result.reason}`);
    }
  }
  const [winner] = winners;
  assert.ok(winner !== undefined && winners.length === 1, `${winners.length} calls won`);
  return winner;
}

export const concurrency: readonly Scenario[] = subject('concurrency', [], (scenario) => {
  scenario('of two that create a file one wins', async ({ provider, outsider }) => {
    const devices = [provider, outsider];
    const calls = devices.map((device, index) => put(device, '/file', `from ${index}`));
    const winner = await onlyOne('already-exists', calls);
    assert.equal(await get(provider, '/file'), `from ${winner}`);
  });

  scenario('of two that write on one revision one wins', async ({ provider, outsider }) => {
    const { revision } = await put(provider, '/file', 'base');
    const mode = { ifRevision: revision };
    const devices = [provider, outsider, provider, outsider];
    const calls = devices.map((device, index) =>
      device.write({ path: '/file', content: toBytes(`from ${index}`), mode }),
    );
    const winner = await onlyOne('conflict', calls);
    assert.equal(await get(outsider, '/file'), `from ${winner}`);
  });

  scenario('of a write and a removal on one revision one wins', async (context) => {
    const { provider, outsider } = context;
    for (const order of ['write first', 'removal first'] as const) {
      const path: StoragePath = `/${order}`;
      const { revision } = await put(provider, path, 'base');
      const write = () =>
        outsider.write({ path, content: toBytes('new'), mode: { ifRevision: revision } });
      const remove = () => provider.remove({ path, ifRevision: revision });
      const calls = order === 'write first' ? [write(), remove()] : [remove(), write()];
      const results = await Promise.allSettled(calls);
      const losers = results.filter((result) => result.status === 'rejected');
      assert.equal(losers.length, 1, `${2 - losers.length} calls won`);
      assert.ok(isStorageError(losers[0]?.reason, 'conflict', 'not-found'));
      const wrote = results[order === 'write first' ? 0 : 1]?.status === 'fulfilled';
      if (wrote) assert.equal(await get(provider, path), 'new');
      else await expectAbsent(provider, path);
    }
  });

  scenario(
    'of two uploads to one path one wins',
    { capabilities: ['uploads'] },
    async ({ provider, outsider }) => {
      const devices = [provider, outsider];
      const sessions = await Promise.all(
        devices.map(async ({ uploads }, index) => {
          const session = await uploads.start({ path: '/file' });
          return uploads.append({ session, chunk: toBytes(`from ${index}`) });
        }),
      );
      const calls = devices.map(({ uploads }, index) => {
        const session = sessions[index] as UploadSession;
        return uploads.finish({ session, path: '/file', mode: 'create' });
      });
      const winner = await onlyOne('already-exists', calls);
      assert.equal(await get(provider, '/file'), `from ${winner}`);
    },
  );

  scenario('of two that create a folder one wins', async ({ provider, outsider }) => {
    const calls = [provider, outsider].map((device) => device.createFolder({ path: '/folder' }));
    await onlyOne('already-exists', calls);
    await expectTree(provider, '/folder');
  });

  scenario('of two that remove a file one wins', async ({ provider, outsider }) => {
    await put(provider, '/file');
    await onlyOne(
      'not-found',
      [provider, outsider].map((device) => device.remove({ path: '/file' })),
    );
    await expectTree(provider);
  });

  scenario('of two that move a file one wins', async ({ provider, outsider }) => {
    await put(provider, '/file', 'content');
    const calls = [
      provider.move({ from: '/file', to: '/mine' }),
      outsider.move({ from: '/file', to: '/theirs' }),
    ];
    const winner = await onlyOne('not-found', calls);
    await expectTree(provider, winner === 0 ? '/mine' : '/theirs');
  });

  scenario('of two that move to one place one wins', async ({ provider, outsider }) => {
    await put(provider, '/one', '1');
    await put(provider, '/two', '2');
    const calls = [
      provider.move({ from: '/one', to: '/place' }),
      outsider.move({ from: '/two', to: '/place' }),
    ];
    const winner = await onlyOne('already-exists', calls);
    assert.equal(await get(provider, '/place'), winner === 0 ? '1' : '2');
    await expectTree(provider, '/place', winner === 0 ? '/two' : '/one');
  });

  scenario('files below one missing folder do not get in each other’s way', async (context) => {
    const { provider, outsider } = context;
    const paths = Array.from({ length: 6 }, (_, index): StoragePath => `/new/folder/file ${index}`);
    await Promise.all(paths.map((path, index) => put(index % 2 ? provider : outsider, path)));
    await expectTree(provider, '/new', '/new/folder', ...paths);
  });

  scenario('a reader sees the old content or the new', async ({ provider, outsider }) => {
    const content = (letter: string) => toBytes(letter.repeat(100_000));
    await put(provider, '/file', content('a'));
    const [seen] = await Promise.all([
      get(provider, '/file'),
      outsider.write({ path: '/file', content: content('b'), mode: 'overwrite' }),
    ]);
    assert.equal(new Set(seen).size, 1);
    assert.equal(seen.length, 100_000);
  });

  scenario('a write and a move at once lose nothing', async ({ provider, outsider }) => {
    const { revision } = await put(provider, '/file', 'base');
    await Promise.allSettled([
      outsider.move({ from: '/file', to: '/moved' }),
      provider.write({ path: '/file', content: toBytes('new'), mode: { ifRevision: revision } }),
    ]);
    const keys = await keysBelow(provider);
    assert.equal(keys.length, 1, `${keys}`);
    assert.match(await get(provider, keys[0] as StoragePath), /^(base|new)$/);
  });

  scenario('folders that move into each other lose nothing', async ({ provider, outsider }) => {
    await put(provider, '/a/one', '1');
    await put(provider, '/b/two', '2');
    await Promise.allSettled([
      provider.move({ from: '/a', to: '/b/a' }),
      outsider.move({ from: '/b', to: '/a/b' }),
    ]);
    const entries = await entriesOf(provider, rootPath, { recursive: true });
    const files = entries.filter(({ kind }) => kind === 'file');
    const texts = await Promise.all(files.map(({ path }) => get(provider, path)));
    assert.deepEqual(texts.sort(), ['1', '2']);
  });
});
