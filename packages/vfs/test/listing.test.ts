import { once } from 'node:events';
import { intercept, withLayers } from '@mooring/core';
import { createMemoryStore, type MemoryProvider } from '@mooring/memory';
import { expect, it } from 'vitest';
import { Device } from './fixture/device.ts';
import { put } from './fixture/store.ts';

/** A client whose recursive listings get no further than so many pages until the gate is opened. */
function slowly(provider: MemoryProvider, pages: number) {
  const gate = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  let left = pages;
  const layered = withLayers(
    provider,
    intercept(async ({ operation, request }, next) => {
      const isPage = operation === 'list' && 'recursive' in request && request.recursive === true;
      if (isPage && left-- <= 0) {
        stopped.resolve();
        const { signal = new AbortController().signal } = request;
        await Promise.race([gate.promise, once(signal, 'abort')]);
        signal.throwIfAborted();
      }
      return next(request);
    }),
  );
  return { provider: layered, stopped: stopped.promise, open: gate.resolve };
}

it('what was looked at ahead of the first listing, and was gone before it, does not stay', async () => {
  const store = createMemoryStore();
  const other = store.connect();
  await put(other, '/kept/a', 'x');
  await put(other, '/gone/b', 'x');
  const { provider, open } = slowly(store.connect(), 0);
  await using device = await Device.start(provider);
  expect(await device.files.list('')).toEqual(['gone', 'kept']);
  expect(await device.files.list('gone')).toEqual(['b']);
  await other.remove({ path: '/gone', recursive: true });
  open();
  await device.settled();
  expect(await device.files.tree()).toEqual({ 'kept/': '', 'kept/a': 'x' });
});

it('what a listing that was broken off has shown, and is gone before the next one, does not stay', async () => {
  const store = createMemoryStore({ pageSize: 1 });
  const other = store.connect();
  await put(other, '/gone', 'x');
  await put(other, '/kept', 'x');
  const { provider, stopped, open } = slowly(store.connect(), 1);
  await using device = await Device.start(provider);
  await stopped;
  await device.switchOff();
  await other.remove({ path: '/gone' });
  open();
  await device.switchOn();
  await device.settled();
  expect(await device.files.tree()).toEqual({ kept: 'x' });
});
