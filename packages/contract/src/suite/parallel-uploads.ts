import assert from 'node:assert/strict';
import { readBytes, type StorageProviderWith, type UploadSession, upload } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise, toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { expectAbsent } from '../support/look.ts';

type Provider = StorageProviderWith<'uploads'>;

/** Starts a session for two whole chunks and a short one, and cuts the bytes for it. */
async function startParallel(provider: Provider) {
  const multiple = provider.uploads.limits.chunkMultiple;
  const bytes = noise(2 * multiple + 5, 10);
  const session = await provider.uploads.start({
    path: '/file',
    size: bytes.byteLength,
    order: 'parallel',
  });
  const send = (index: 0 | 1 | 2) =>
    provider.uploads.append({
      session: { ...session, offset: index * multiple },
      chunk: bytes.subarray(index * multiple, (index + 1) * multiple),
      close: index === 2,
    });
  return { bytes, session, send };
}

function finish(provider: Provider, session: UploadSession, size: number) {
  const request = { path: '/file', mode: 'create' } as const;
  return provider.uploads.finish({ ...request, session: { ...session, offset: size } });
}

export const parallelUploads: readonly Scenario[] = subject(
  'parallel uploads',
  ['uploads'],
  (scenario) => {
    scenario('chunks may come in any order, several at a time', async ({ provider }) => {
      const { bytes, session, send } = await startParallel(provider);
      assert.equal(session.order, 'parallel');
      await Promise.all([send(1), send(0)]);
      const last = await send(2);
      assert.equal(last.offset, bytes.byteLength);
      const entry = await finish(provider, session, bytes.byteLength);
      assert.equal(entry.size, bytes.byteLength);
      assert.ok(Buffer.compare(await readBytes(provider, { path: '/file' }), bytes) === 0);
    });

    scenario('a chunk sent again counts once', async ({ provider }) => {
      const { bytes, session, send } = await startParallel(provider);
      const first = await send(0);
      assert.deepEqual(await send(0), first);
      await send(1);
      await send(2);
      const entry = await finish(provider, session, bytes.byteLength);
      assert.equal(entry.size, bytes.byteLength);
    });

    scenario('a missing chunk is noticed, and can still be sent', async ({ provider }) => {
      const { bytes, session, send } = await startParallel(provider);
      await send(0);
      await send(2);
      await fails(finish(provider, session, bytes.byteLength), 'invalid-request');
      await expectAbsent(provider, '/file');
      await send(1);
      await finish(provider, session, bytes.byteLength);
      assert.ok(Buffer.compare(await readBytes(provider, { path: '/file' }), bytes) === 0);
    });

    scenario('without a closing chunk there is no file', async ({ provider }) => {
      const { session, send } = await startParallel(provider);
      await send(0);
      const { chunkMultiple } = provider.uploads.limits;
      await fails(finish(provider, session, chunkMultiple), 'invalid-request');
      await expectAbsent(provider, '/file');
    });

    scenario('a large file goes up by the helper, several chunks at a time', async (context) => {
      const { provider } = context;
      const { chunkMultiple } = provider.uploads.limits;
      const bytes = noise(3 * chunkMultiple + 5, 19);
      const entry = await upload(provider, {
        path: '/file',
        content: new Blob([bytes]),
        mode: 'create',
        chunkSize: chunkMultiple,
        parallel: 3,
      });
      assert.equal(entry.size, bytes.byteLength);
      assert.ok(Buffer.compare(await readBytes(provider, { path: '/file' }), bytes) === 0);
    });

    scenario(
      'a chunk off the grid is refused',
      { provider: ({ uploads }) => uploads !== undefined && uploads.limits.chunkMultiple > 1 },
      async ({ provider }) => {
        const { session } = await startParallel(provider);
        const off = { ...session, offset: 1 };
        await fails(
          provider.uploads.append({ session: off, chunk: toBytes('x') }),
          'invalid-request',
        );
        await fails(provider.uploads.append({ session, chunk: toBytes('x') }), 'invalid-request');
      },
    );
  },
);
