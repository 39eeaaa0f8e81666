import { expect, it } from 'vitest';
import { invoke, requestFor, scriptedProvider } from '../../test/scripted-provider.ts';
import { operationNames } from '../operation/operations.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import { supports } from '../provider/supports.ts';
import { intercept } from './intercept.ts';
import { override } from './override.ts';
import { withLayers } from './with-layers.ts';

const passOn = intercept((call, next) => next(call.request));

it('every operation passes through a layer, with its request and its answer', async () => {
  const { provider, calls } = scriptedProvider((_, operation) => `answer of ${operation}`);
  const layered = withLayers(provider, passOn, passOn);
  for (const operation of operationNames) {
    const request: object = requestFor(operation);
    expect(await invoke(layered, operation, request)).toBe(`answer of ${operation}`);
    expect(calls.at(-1)).toEqual({ operation, request });
    expect(calls.at(-1)?.request).toBe(request);
  }
  expect(calls.length).toBe(operationNames.length);
});

it('what a provider lacks stays absent', () => {
  const { provider } = scriptedProvider(() => undefined);
  const { changes, copy, uploads, ...poor } = provider;
  const layered: StorageProvider = withLayers(poor as StorageProvider, passOn);
  expect(supports(layered, 'changes')).toBe(false);
  expect(supports(layered, 'copy')).toBe(false);
  expect('uploads' in layered).toBe(false);
  expect('dispose' in layered).toBe(false);
  expect(supports(layered, 'batch', 'revisions', 'quota', 'account')).toBe(true);
});

it('an operation that a facet lacks stays absent', () => {
  const { provider } = scriptedProvider(() => undefined);
  const { moveMany, ...batch } = provider.batch;
  const layered = withLayers({ ...provider, batch }, passOn);
  expect('moveMany' in layered.batch).toBe(false);
  expect('copyMany' in layered.batch).toBe(true);
});

it('members that are no operations are carried over, tied to their owner', async () => {
  class Provider {
    readonly specVersion = 1;
    readonly id = 'class';
    disposed = false;
    async dispose() {
      this.disposed = true;
    }
    createHasher() {
      return this.id;
    }
  }
  const provider = new Provider();
  const layered = withLayers(provider as unknown as StorageProvider, passOn);
  expect(layered.id).toBe('class');
  expect(layered.specVersion).toBe(1);
  expect(layered.createHasher?.()).toBe('class');
  await layered.dispose?.();
  expect(provider.disposed).toBe(true);
});

it('limits of facets are carried over', () => {
  const { provider } = scriptedProvider(() => undefined);
  const layered = withLayers(provider, passOn);
  expect(layered.uploads.limits).toBe(provider.uploads.limits);
  expect(layered.batch.limits).toBe(provider.batch.limits);
});

it('the first layer listed sees the call first', async () => {
  const { provider } = scriptedProvider(() => 'done');
  const order: string[] = [];
  const note = (name: string) =>
    intercept(async ({ request }, next) => {
      order.push(`${name} in`);
      const result = await next(request);
      order.push(`${name} out`);
      return result;
    });
  await withLayers(provider, note('outer'), note('inner')).stat({ path: '/a' });
  expect(order).toEqual(['outer in', 'inner in', 'inner out', 'outer out']);
});

it('a call says what the table says of the operation and the request', async () => {
  const { provider } = scriptedProvider(() => undefined);
  const seen: unknown[] = [];
  const layered = withLayers(
    provider,
    intercept(({ operation, mutates, idempotent, request }, next) => {
      seen.push([operation, mutates, idempotent]);
      return next(request);
    }),
  );
  const content = new Uint8Array();
  await layered.stat({ path: '/a' });
  await layered.write({ path: '/a', content, mode: 'overwrite' });
  await layered.write({ path: '/a', content, mode: 'create' });
  await layered.batch.writeMany({
    requests: [
      { path: '/a', content, mode: 'overwrite' },
      { path: '/b', content, mode: 'create' },
    ],
  });
  expect(seen).toEqual([
    ['stat', false, true],
    ['write', true, true],
    ['write', true, false],
    ['batch.writeMany', true, false],
  ]);
});

it('a provider that throws at once fails as one that rejects', async () => {
  const error = new TypeError('at once');
  const provider = {
    stat: () => {
      throw error;
    },
  } as unknown as StorageProvider;
  const seen: unknown[] = [];
  const noting = intercept(({ request }, next) =>
    next(request).catch((reason: unknown) => {
      seen.push(reason);
      throw reason;
    }),
  );
  await expect(withLayers(provider, noting).stat({ path: '/a' })).rejects.toBe(error);
  const replaced = override(({ stat }) => ({
    list: async (request) => ({ entries: [await stat(request)] }),
  }));
  await expect(withLayers(provider, replaced, noting).list({ path: '/a' })).rejects.toBe(error);
  expect(seen).toEqual([error, error]);
});

it('a facet from a getter is looked at once', async () => {
  const { provider } = scriptedProvider(() => 'answer');
  let looks = 0;
  const lazy = Object.create(provider, {
    uploads: {
      get: () => {
        looks++;
        return { ...provider.uploads };
      },
    },
  }) as typeof provider;
  const layered = withLayers(lazy, passOn, passOn);
  expect(await layered.uploads.start({ path: '/a' })).toBe('answer');
  expect(looks).toBe(1);
});

it('an interceptor that throws at once fails as a promise', async () => {
  const { provider } = scriptedProvider(() => undefined);
  const layered = withLayers(
    provider,
    intercept(() => {
      throw new Error('no');
    }),
  );
  const call = layered.stat({ path: '/a' });
  await expect(call).rejects.toThrow('no');
});

it('an interceptor can be for some operations only', async () => {
  const { provider } = scriptedProvider(() => undefined);
  const seen: string[] = [];
  const layered = withLayers(
    provider,
    intercept(
      ({ operation, request }, next) => {
        seen.push(operation);
        return next(request);
      },
      { only: (operation, mutates) => mutates && operation !== 'move' },
    ),
  );
  await layered.stat({ path: '/a' });
  await layered.move({ from: '/a', to: '/b' });
  await layered.remove({ path: '/a' });
  expect(seen).toEqual(['remove']);
});

it('an override replaces a member, and the others pass on', async () => {
  const { provider, calls } = scriptedProvider(() => 'inner');
  const layered = withLayers(
    provider,
    override((inner) => ({ quota: async () => ({ usedBytes: 1 }), remove: inner.remove })),
  );
  expect(await layered.quota?.({})).toEqual({ usedBytes: 1 });
  expect(await layered.stat({ path: '/a' })).toBe('inner');
  await layered.remove({ path: '/a' });
  expect(calls.map(({ operation }) => operation)).toEqual(['stat', 'remove']);
});
