import { describe, expect, it } from 'vitest';
import {
  fileEntry,
  invoke,
  requestFor,
  scriptedProvider,
  storageError,
} from '../../test/scripted-provider.ts';
import { isStorageError } from '../error/is-storage-error.ts';
import { withLayers } from '../layer/with-layers.ts';
import { operationNames } from '../operation/operations.ts';
import type { StoragePath } from '../path/storage-path.ts';
import { readBytes } from '../transfer/read-bytes.ts';
import { guard } from './guard.ts';

describe('before the provider is asked', () => {
  it.each(operationNames)('an aborted signal ends %s with its reason', async (operation) => {
    const { provider, calls } = scriptedProvider(() => undefined);
    const reason = { why: 'enough' };
    const request = { ...(requestFor(operation) as object), signal: AbortSignal.abort(reason) };
    await expect(invoke(withLayers(provider, guard()), operation, request)).rejects.toBe(reason);
    expect(calls).toEqual([]);
  });

  it('a path that is not canonical is refused, in every field', async () => {
    const { provider, calls } = scriptedProvider(() => undefined);
    const guarded = withLayers(provider, guard());
    const wrong = '/a//b' as StoragePath;
    for (const call of [
      guarded.stat({ path: wrong }),
      guarded.move({ from: wrong, to: '/b' }),
      guarded.move({ from: '/a', to: wrong }),
      guarded.uploads.start({ path: wrong }),
    ]) {
      await expect(call).rejects.toSatisfy((error) => isStorageError(error, 'invalid-path'));
    }
    expect(calls).toEqual([]);
  });

  it('a name that the store refuses is refused where it would be created, and only there', async () => {
    const { provider, calls } = scriptedProvider(() => undefined);
    const guarded = withLayers(provider, guard());
    await expect(guarded.createFolder({ path: '/a/*/b' })).rejects.toMatchObject({
      code: 'invalid-path',
      details: { provider: 'scripted', operation: 'createFolder', path: '/a/*/b' },
    });
    await expect(guarded.move({ from: '/a', to: '/*' })).rejects.toMatchObject({
      code: 'invalid-path',
    });
    await guarded.stat({ path: '/*' });
    await guarded.move({ from: '/*', to: '/a' });
    expect(calls.map(({ operation }) => operation)).toEqual(['stat', 'move']);
  });

  it('a count that is none is refused', async () => {
    const { provider, calls } = scriptedProvider(() => undefined);
    const guarded = withLayers(provider, guard());
    for (const call of [
      guarded.read({ path: '/a', offset: -1 }),
      guarded.read({ path: '/a', length: 1.5 }),
      guarded.list({ path: '/a', pageSize: 0 }),
      guarded.changes.wait({ cursor: 'c' as never, timeoutMs: Number.NaN }),
      guarded.write({ path: '/a', content: new Uint8Array(), mode: 'create', mtime: Number.NaN }),
    ]) {
      await expect(call).rejects.toSatisfy((error) => isStorageError(error, 'invalid-request'));
    }
    expect(calls).toEqual([]);
  });

  it('the root is neither removed nor moved', async () => {
    const { provider, calls } = scriptedProvider(() => undefined);
    const guarded = withLayers(provider, guard());
    for (const call of [
      guarded.remove({ path: '/', recursive: true }),
      guarded.move({ from: '/', to: '/a' }),
    ]) {
      await expect(call).rejects.toSatisfy((error) => isStorageError(error, 'invalid-request'));
    }
    expect(calls).toEqual([]);
  });
});

describe('a batch', () => {
  it('gets its wrong requests back as outcomes, in their places', async () => {
    const { provider, calls } = scriptedProvider((request) =>
      request.requests?.map(() => ({ status: 'done', value: undefined })),
    );
    const guarded = withLayers(provider, guard());
    const outcomes = await guarded.batch.removeMany({
      requests: [{ path: '/' }, { path: '/a' }, { path: '/b/' as StoragePath }, { path: '/c' }],
    });
    expect(outcomes.map((one) => (one.status === 'done' ? 'done' : one.error.code))).toEqual([
      'invalid-request',
      'done',
      'invalid-path',
      'done',
    ]);
    expect(calls[0]?.request.requests).toEqual([{ path: '/a' }, { path: '/c' }]);
  });

  it('says of each failure which operation of which provider failed', async () => {
    const cause = new TypeError('undefined is not a function');
    const { provider } = scriptedProvider(() => [
      { status: 'failed', error: storageError('not-found') },
      { status: 'failed', error: cause },
    ]);
    const requests = [{ path: '/a' }, { path: '/b' }] as const;
    const outcomes = await withLayers(provider, guard()).batch.removeMany({ requests });
    const details = { provider: 'scripted', operation: 'batch.removeMany' };
    expect(outcomes).toMatchObject([
      { error: { code: 'not-found', details } },
      { error: { code: 'internal', details, cause } },
    ]);
  });

  it('that is not answered request by request is an error', async () => {
    const { provider } = scriptedProvider(() => [{ status: 'done', value: undefined }]);
    const requests = [{ path: '/a' }, { path: '/b' }] as const;
    const call = withLayers(provider, guard()).batch.removeMany({ requests });
    await expect(call).rejects.toMatchObject({ code: 'internal', mayHaveApplied: true });
  });

  it('without a good request is not sent', async () => {
    const { provider, calls } = scriptedProvider(() => undefined);
    const guarded = withLayers(provider, guard());
    expect(await guarded.batch.removeMany({ requests: [] })).toEqual([]);
    expect(calls).toEqual([]);
  });
});

describe('an error', () => {
  it('that is no StorageError becomes internal, with its cause', async () => {
    const cause = new TypeError('undefined is not a function');
    const { provider } = scriptedProvider(() => {
      throw cause;
    });
    const guarded = withLayers(provider, guard());
    await expect(guarded.stat({ path: '/a' })).rejects.toMatchObject({
      code: 'internal',
      mayHaveApplied: false,
      details: { provider: 'scripted', operation: 'stat' },
      cause,
    });
    await expect(guarded.remove({ path: '/a' })).rejects.toMatchObject({ mayHaveApplied: true });
  });

  it('learns which operation of which provider failed, and keeps the rest', async () => {
    const cause = new Error('socket');
    const original = storageError('rate-limited', { cause, details: { retryAfterMs: 7 } });
    const { provider } = scriptedProvider(() => {
      throw original;
    });
    const call = withLayers(provider, guard()).list({ path: '/a' });
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'rate-limited',
      retryable: true,
      message: original.message,
      details: { provider: 'scripted', operation: 'list', retryAfterMs: 7 },
      cause,
      stack: original.stack,
    });
  });

  it('that says all itself is passed on as it is', async () => {
    const details = { provider: 'inner', operation: 'other' };
    const original = storageError('not-found', { details });
    const { provider } = scriptedProvider(() => {
      throw original;
    });
    await expect(withLayers(provider, guard()).stat({ path: '/a' })).rejects.toBe(original);
  });

  it('of a call that was aborted under way is the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('the user went away');
    const { provider } = scriptedProvider(() => {
      controller.abort(reason);
      throw new TypeError('fetch failed');
    });
    const { signal } = controller;
    const call = withLayers(provider, guard()).stat({ path: '/a', signal });
    await expect(call).rejects.toBe(reason);
  });
});

describe('a body', () => {
  const breaking = (error: unknown) =>
    new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(error) });

  it('that breaks in an unforeseen way says so, with the cause', async () => {
    const cause = new TypeError('terminated');
    const { provider } = scriptedProvider(() => ({
      entry: fileEntry('/a'),
      body: breaking(cause),
    }));
    const call = readBytes(withLayers(provider, guard()), { path: '/a' });
    await expect(call).rejects.toMatchObject({
      code: 'internal',
      details: { provider: 'scripted', operation: 'read' },
      cause,
    });
  });

  it('that breaks after an abort breaks with the reason', async () => {
    const controller = new AbortController();
    const { provider } = scriptedProvider(() => ({
      entry: fileEntry('/a'),
      body: breaking(new TypeError('terminated')),
    }));
    const { signal } = controller;
    const { body } = await withLayers(provider, guard()).read({ path: '/a', signal });
    const reason = new Error('the user went away');
    controller.abort(reason);
    await expect(body.getReader().read()).rejects.toBe(reason);
  });

  it('is watched by one guard, however many there are', async () => {
    const { provider } = scriptedProvider(() => ({ entry: fileEntry('/a'), body: breaking(0) }));
    const inner = withLayers(provider, guard());
    const { body } = await inner.read({ path: '/a' });
    const outer = withLayers(
      { ...inner, read: async () => ({ entry: fileEntry('/a'), body }) },
      guard(),
    );
    expect((await outer.read({ path: '/a' })).body).toBe(body);
  });
});

it('a provider that throws at once fails as one that rejects', async () => {
  const { provider } = scriptedProvider(() => undefined);
  const hasty = {
    ...provider,
    stat: () => {
      throw new TypeError('at once');
    },
  };
  const call = withLayers(hasty, guard()).stat({ path: '/a' });
  await expect(call).rejects.toMatchObject({ code: 'internal', details: { operation: 'stat' } });
});

it('what is right passes', async () => {
  const { provider } = scriptedProvider(() => fileEntry('/a'));
  const guarded = withLayers(provider, guard());
  expect(await guarded.stat({ path: '/a' })).toEqual(fileEntry('/a'));
});
