import assert from 'node:assert/strict';
import { isStorageError, readBytes, type UploadSession, upload } from '@mooring/core';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { largeBlob, noise, toBytes } from '../support/bytes.ts';
import { fails } from '../support/fails.ts';
import { get } from '../support/get.ts';
import { expectAbsent, expectTree } from '../support/look.ts';
import { put } from '../support/put.ts';

export const uploads: readonly Scenario[] = subject('uploads', ['uploads'], (scenario) => {
  scenario('its limits fit together', async ({ provider }) => {
    const { maxWriteSize, maxChunkSize, chunkMultiple, maxFileSize } = provider.uploads.limits;
    for (const limit of [maxWriteSize, maxChunkSize, chunkMultiple]) {
      assert.ok(Number.isSafeInteger(limit) && limit > 0, `${limit}`);
    }
    assert.ok(maxChunkSize >= chunkMultiple);
    assert.ok(maxFileSize === undefined || maxFileSize >= maxWriteSize);
  });

  scenario('chunks make a file', async ({ provider }) => {
    let session = await provider.uploads.start({ path: '/file', size: 11 });
    assert.equal(session.offset, 0);
    session = await provider.uploads.append({ session, chunk: toBytes('hello ') });
    assert.equal(session.offset, 6);
    session = await provider.uploads.append({ session, chunk: toBytes('world'), close: true });
    assert.equal(session.offset, 11);
    const entry = await provider.uploads.finish({ session, path: '/file', mode: 'create' });
    assert.deepEqual(await provider.stat({ path: '/file' }), entry);
    assert.equal(await get(provider, '/file'), 'hello world');
  });

  scenario('a chunk may be a blob, and no chunk need say close', async ({ provider }) => {
    let session = await provider.uploads.start({ path: '/file' });
    session = await provider.uploads.append({ session, chunk: new Blob(['from a ', 'blob']) });
    await provider.uploads.finish({ session, path: '/file', mode: 'create' });
    assert.equal(await get(provider, '/file'), 'from a blob');
  });

  scenario('nothing shows before the finish', async ({ provider }) => {
    let session = await provider.uploads.start({ path: '/folder/file' });
    session = await provider.uploads.append({ session, chunk: toBytes('part') });
    await expectTree(provider);
    await provider.uploads.abandon({ session });
    await expectTree(provider);
  });

  scenario('the finish creates missing parents and keeps the time', async ({ provider }) => {
    const mtime = Date.UTC(2015, 6, 14, 11, 49, 57);
    let session = await provider.uploads.start({ path: '/a/b/file' });
    session = await provider.uploads.append({ session, chunk: toBytes('part') });
    const request = { session, path: '/a/b/file', mode: 'create', mtime } as const;
    assert.equal((await provider.uploads.finish(request)).mtime, mtime);
    await expectTree(provider, '/a', '/a/b', '/a/b/file');
  });

  scenario('a file without bytes needs no chunk', async ({ provider }) => {
    const session = await provider.uploads.start({ path: '/empty', size: 0 });
    const entry = await provider.uploads.finish({ session, path: '/empty', mode: 'create' });
    assert.equal(entry.size, 0);
    assert.equal(await get(provider, '/empty'), '');
  });

  scenario('a session survives being stored as JSON', async ({ provider, outsider }) => {
    let session = await provider.uploads.start({ path: '/file' });
    session = await provider.uploads.append({ session, chunk: toBytes('before, ') });
    session = JSON.parse(JSON.stringify(session)) as UploadSession;
    // Another process of the same account carries on.
    session = await outsider.uploads.append({ session, chunk: toBytes('after') });
    session = JSON.parse(JSON.stringify(session)) as UploadSession;
    await outsider.uploads.finish({ session, path: '/file', mode: 'create' });
    assert.equal(await get(provider, '/file'), 'before, after');
  });

  scenario('a chunk sent again counts once', async ({ provider }) => {
    const start = await provider.uploads.start({ path: '/file' });
    const one = await provider.uploads.append({ session: start, chunk: toBytes('one ') });
    assert.deepEqual(
      await provider.uploads.append({ session: start, chunk: toBytes('one ') }),
      one,
    );
    const two = await provider.uploads.append({ session: one, chunk: toBytes('two') });
    assert.deepEqual(await provider.uploads.append({ session: one, chunk: toBytes('two') }), two);
    await provider.uploads.finish({ session: two, path: '/file', mode: 'create' });
    assert.equal(await get(provider, '/file'), 'one two');
  });

  scenario('a closing chunk sent again counts once', async ({ provider }) => {
    const session = await provider.uploads.start({ path: '/file' });
    const request = { session, chunk: toBytes('all'), close: true } as const;
    const closed = await provider.uploads.append(request);
    assert.deepEqual(await provider.uploads.append(request), closed);
    await provider.uploads.finish({ session: closed, path: '/file', mode: 'create' });
    assert.equal(await get(provider, '/file'), 'all');
  });

  scenario('a chunk at a wrong offset is refused, and the session lives on', async (context) => {
    const { provider } = context;
    const start = await provider.uploads.start({ path: '/file' });
    const session = await provider.uploads.append({ session: start, chunk: toBytes('12345') });
    const ahead = { ...session, offset: 100 };
    await fails(
      provider.uploads.append({ session: ahead, chunk: toBytes('x') }),
      'invalid-request',
    );
    const behind = { ...session, offset: 2 };
    await fails(
      provider.uploads.append({ session: behind, chunk: toBytes('x') }),
      'invalid-request',
    );
    const end = await provider.uploads.append({ session, chunk: toBytes('678') });
    await provider.uploads.finish({ session: end, path: '/file', mode: 'create' });
    assert.equal(await get(provider, '/file'), '12345678');
  });

  scenario('a finish at a wrong size is refused, and stores nothing', async ({ provider }) => {
    const start = await provider.uploads.start({ path: '/file' });
    const session = await provider.uploads.append({ session: start, chunk: toBytes('12345') });
    const wrong = { ...session, offset: 4 };
    const request = { path: '/file', mode: 'create' } as const;
    await fails(provider.uploads.finish({ ...request, session: wrong }), 'invalid-request');
    await expectAbsent(provider, '/file');
    await provider.uploads.finish({ ...request, session });
    assert.equal(await get(provider, '/file'), '12345');
  });

  scenario('a session that is unknown is session-expired', async ({ provider }) => {
    const real = await provider.uploads.start({ path: '/file' });
    const session = await provider.uploads.append({ session: real, chunk: toBytes('all') });
    await provider.uploads.finish({ session, path: '/file', mode: 'create' });
    const request = { path: '/other', mode: 'create' } as const;
    const unknown = { ...session, id: `${session.id.slice(0, -4)}0000` };
    const append = provider.uploads.append({ session: unknown, chunk: toBytes('x') });
    await fails(append, 'session-expired');
    await fails(provider.uploads.finish({ ...request, session: unknown }), 'session-expired');
    await expectAbsent(provider, '/other');
  });

  scenario('a session that is finished makes no second file', async ({ provider }) => {
    const start = await provider.uploads.start({ path: '/file' });
    const session = await provider.uploads.append({ session: start, chunk: toBytes('all') });
    const request = { session, mode: 'create' } as const;
    await provider.uploads.finish({ ...request, path: '/file' });
    await fails(provider.uploads.finish({ ...request, path: '/other' }), 'session-expired');
    await expectTree(provider, '/file');
  });

  scenario('a finish finds the place taken by identical bytes too', async ({ provider }) => {
    await put(provider, '/taken', 'same');
    const start = await provider.uploads.start({ path: '/taken' });
    const session = await provider.uploads.append({ session: start, chunk: toBytes('same') });
    const request = { session, path: '/taken', mode: 'create' } as const;
    await fails(provider.uploads.finish(request), 'already-exists');
  });

  scenario('a finish that finds the place taken can go elsewhere', async ({ provider }) => {
    await put(provider, '/taken', 'kept');
    const start = await provider.uploads.start({ path: '/taken' });
    const session = await provider.uploads.append({ session: start, chunk: toBytes('mine') });
    const request = { session, mode: 'create' } as const;
    await fails(provider.uploads.finish({ ...request, path: '/taken' }), 'already-exists');
    await provider.uploads.finish({ ...request, path: '/elsewhere' });
    assert.equal(await get(provider, '/taken'), 'kept');
    assert.equal(await get(provider, '/elsewhere'), 'mine');
  });

  scenario('a finish on a stale revision is a conflict, and can be mended', async (context) => {
    const { provider, outsider } = context;
    const { revision } = await put(provider, '/file', 'base');
    const start = await provider.uploads.start({ path: '/file' });
    const session = await provider.uploads.append({ session: start, chunk: toBytes('mine') });
    const theirs = await outsider.write({
      path: '/file',
      content: toBytes('theirs'),
      mode: 'overwrite',
    });
    const request = { session, path: '/file' } as const;
    const stale = { ...request, mode: { ifRevision: revision } };
    await fails(provider.uploads.finish(stale), 'conflict');
    assert.equal(await get(provider, '/file'), 'theirs');
    await provider.uploads.finish({ ...request, mode: { ifRevision: theirs.revision } });
    assert.equal(await get(provider, '/file'), 'mine');
  });

  scenario('a finish can replace a file, with overwrite and on its revision', async (context) => {
    const { provider } = context;
    let { id, revision } = await put(provider, '/file', 'first');
    for (const mode of ['overwrite', 'ifRevision'] as const) {
      const start = await provider.uploads.start({ path: '/file' });
      const session = await provider.uploads.append({ session: start, chunk: toBytes(mode) });
      const request = { session, path: '/file' } as const;
      const entry = await provider.uploads.finish({
        ...request,
        mode: mode === 'overwrite' ? mode : { ifRevision: revision },
      });
      assert.equal(entry.id, id);
      assert.notEqual(entry.revision, revision);
      assert.equal(await get(provider, '/file'), mode);
      ({ id, revision } = entry);
    }
    await expectTree(provider, '/file');
  });

  scenario('a finish onto a folder is refused', async ({ provider }) => {
    await provider.createFolder({ path: '/folder' });
    const start = await provider.uploads.start({ path: '/folder' });
    const session = await provider.uploads.append({ session: start, chunk: toBytes('x') });
    const request = { session, path: '/folder', mode: 'overwrite' } as const;
    await fails(provider.uploads.finish(request), 'is-a-folder');
  });

  scenario('dropping a session twice is no mistake', async ({ provider }) => {
    const session = await provider.uploads.start({ path: '/file' });
    await provider.uploads.abandon({ session });
    await provider.uploads.abandon({ session });
    await expectAbsent(provider, '/file');
  });

  scenario('a chunk that is too large is refused', async ({ provider }) => {
    const session = await provider.uploads.start({ path: '/large' });
    const chunk = largeBlob(provider.uploads.limits.maxChunkSize + 1);
    await fails(provider.uploads.append({ session, chunk }), 'too-large');
  });

  scenario('a large file goes up in one call of the helper', async ({ provider }) => {
    const bytes = noise(700_000, 9);
    const sent: number[] = [];
    const entry = await upload(provider, {
      path: '/noise',
      content: new Blob([bytes]),
      mode: 'create',
      chunkSize: 300_000,
      onProgress: (count) => sent.push(count),
    });
    assert.equal(entry.size, bytes.byteLength);
    assert.deepEqual(sent, [300_000, 600_000, 700_000]);
    assert.ok(Buffer.compare(await readBytes(provider, { path: '/noise' }), bytes) === 0);
  });

  scenario(
    'a chunk whose answer was lost can be sent again',
    { faults: ['dropped-after'] },
    async ({ provider, failNext }) => {
      const start = await provider.uploads.start({ path: '/file' });
      await failNext({ kind: 'dropped-after' });
      await fails(
        provider.uploads.append({ session: start, chunk: toBytes('part') }),
        'unavailable',
      );
      const session = await provider.uploads.append({ session: start, chunk: toBytes('part') });
      await provider.uploads.finish({ session, path: '/file', mode: 'create' });
      assert.equal(await get(provider, '/file'), 'part');
    },
  );

  scenario(
    'a finish whose answer was lost has stored the file once',
    { faults: ['dropped-after'] },
    async ({ provider, failNext }) => {
      const start = await provider.uploads.start({ path: '/file' });
      const session = await provider.uploads.append({ session: start, chunk: toBytes('all') });
      const request = { session, path: '/file', mode: 'create' } as const;
      await failNext({ kind: 'dropped-after' });
      const error = await fails(provider.uploads.finish(request), 'unavailable');
      assert.equal(error.mayHaveApplied, true);
      assert.equal(await get(provider, '/file'), 'all');
      // A provider that can tell its own commit from another's answers with the file.
      const again = await provider.uploads.finish(request).catch((reason: unknown) => {
        assert.ok(isStorageError(reason, 'session-expired', 'already-exists'), `${reason}`);
        return undefined;
      });
      const stored = await provider.stat({ path: '/file' });
      assert.deepEqual(again ?? stored, stored);
      await expectTree(provider, '/file');
    },
  );
});
