import { describe, expect, it } from 'vitest';
import { scriptedProvider, storageError } from '../../test/scripted-provider.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import type { ChangeCursor } from '../entry/token.ts';
import { withLayers } from '../layer/with-layers.ts';
import type { StoragePath } from '../path/storage-path.ts';
import { rateLimit } from './rate-limit.ts';
import { RateLimiter, type RateLimiterOptions } from './rate-limiter.ts';

/** A provider whose calls end when the test says so, behind a limit. */
function limited(options: RateLimiterOptions) {
  const clock = new ManualClock();
  const open: { path: string; end: (error?: Error) => void }[] = [];
  const { provider, calls } = scriptedProvider(
    ({ path = '' }) =>
      new Promise((resolve, reject) => {
        open.push({ path, end: (error) => (error ? reject(error) : resolve(undefined)) });
      }),
  );
  const started = () => calls.map(({ operation, request }) => `${operation} ${request.path}`);
  return {
    clock,
    open,
    started,
    provider: withLayers(provider, rateLimit({ clock, ...options })),
    async end(error?: Error) {
      open.shift()?.end(error);
      await clock.advance(0);
    },
  };
}

const content = new Uint8Array();

describe('concurrency', () => {
  it('no more run at a time than are allowed', async () => {
    const { provider, started, end, clock } = limited({ concurrency: 2 });
    const paths: StoragePath[] = ['/1', '/2', '/3', '/4'];
    const calls = paths.map((path) => provider.stat({ path }));
    await clock.advance(0);
    expect(started()).toEqual(['stat /1', 'stat /2']);
    await end();
    expect(started()).toEqual(['stat /1', 'stat /2', 'stat /3']);
    await end();
    await end();
    await end();
    await Promise.all(calls);
  });

  it('reads go before writes, and a write does not wait for ever', async () => {
    const { provider, started, end, clock } = limited({ concurrency: 1 });
    const calls: Promise<unknown>[] = [provider.stat({ path: '/first' })];
    calls.push(provider.write({ path: '/write', content, mode: 'create' }));
    for (let index = 0; index < 20; index++) {
      calls.push(provider.stat({ path: `/read ${index}` }));
    }
    await clock.advance(0);
    for (const _ of calls) await end();
    await Promise.all(calls);
    expect(started().indexOf('stat /read 0')).toBe(1);
    expect(started().indexOf('write /write')).toBe(17);
  });

  it('a call that fails makes room too', async () => {
    const { provider, started, end, clock } = limited({ concurrency: 1 });
    const failed = expect(provider.stat({ path: '/1' })).rejects.toThrow();
    const second = provider.stat({ path: '/2' });
    await clock.advance(0);
    await end(storageError('unavailable'));
    await failed;
    expect(started()).toEqual(['stat /1', 'stat /2']);
    await end();
    await second;
  });

  it('a call that fails at once makes room too', async () => {
    const { provider } = scriptedProvider(() => 'answer');
    const hasty = {
      ...provider,
      stat: () => {
        throw storageError('unavailable');
      },
    };
    const layered = withLayers(hasty, rateLimit({ concurrency: 1 }));
    await expect(layered.stat({ path: '/1' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await layered.list({ path: '/2' })).toBe('answer');
  });

  it('a call that is aborted while it waits leaves the queue', async () => {
    const { provider, started, end, clock } = limited({ concurrency: 1 });
    const controller = new AbortController();
    const first = provider.stat({ path: '/1' });
    const second = provider.stat({ path: '/2', signal: controller.signal });
    const third = provider.stat({ path: '/3' });
    await clock.advance(0);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    await end();
    expect(started()).toEqual(['stat /1', 'stat /3']);
    await end();
    await Promise.all([first, third]);
  });

  it('a call that was aborted before does not even wait', async () => {
    const { provider, started, end, clock } = limited({ concurrency: 1 });
    const first = provider.stat({ path: '/1' });
    const reason = new Error('never wanted');
    const second = provider.stat({ path: '/2', signal: AbortSignal.abort(reason) });
    await expect(second).rejects.toBe(reason);
    await clock.advance(0);
    await end();
    await first;
    expect(started()).toEqual(['stat /1']);
  });

  it('waiting for changes takes no place', async () => {
    const { provider, started, end, clock } = limited({ concurrency: 1 });
    const wait = provider.changes.wait({ cursor: 'c' as ChangeCursor });
    const stat = provider.stat({ path: '/1' });
    await clock.advance(0);
    expect(started()).toEqual(['changes.wait undefined', 'stat /1']);
    await end();
    await end();
    await Promise.all([wait, stat]);
  });
});

it('a write that waits for its turn is not passed by reads that come one by one', async () => {
  const { provider, started, open, clock } = limited({ perSecond: 1, burst: 1 });
  const calls: Promise<unknown>[] = [provider.stat({ path: '/first' })];
  calls.push(provider.write({ path: '/write', content, mode: 'create' }));
  for (let index = 0; index < 20; index++) {
    calls.push(provider.stat({ path: `/read ${index}` }));
    await clock.advance(1000);
  }
  await clock.advance(5000);
  for (const { end } of open) end();
  await Promise.all(calls);
  expect(started().indexOf('write /write')).toBe(17);
});

it('a limit that would let nothing start is refused', () => {
  expect(() => rateLimit({ concurrency: 0 })).toThrow(RangeError);
  expect(() => rateLimit({ perSecond: 0 })).toThrow('perSecond is 0, and must be above 0');
  expect(() => rateLimit({ perSecond: Number.NaN })).toThrow(RangeError);
});

describe('a rate', () => {
  it('lets a burst start at once, then one call after the other', async () => {
    const { provider, started, end, clock } = limited({ perSecond: 10, burst: 3 });
    const calls = Array.from({ length: 6 }, (_, index) => provider.stat({ path: `/${index}` }));
    await clock.advance(0);
    expect(started().length).toBe(3);
    await clock.advance(99);
    expect(started().length).toBe(3);
    await clock.advance(1);
    expect(started().length).toBe(4);
    await clock.advance(200);
    expect(started().length).toBe(6);
    for (const _ of calls) await end();
    await Promise.all(calls);
    expect(clock.timerCount).toBe(0);
  });

  it('saves up no more than a burst', async () => {
    const { provider, started, end, clock } = limited({ perSecond: 10, burst: 2 });
    await clock.advance(60_000);
    const calls = Array.from({ length: 4 }, (_, index) => provider.stat({ path: `/${index}` }));
    await clock.advance(0);
    expect(started().length).toBe(2);
    await clock.advance(1000);
    for (const _ of calls) await end();
    await Promise.all(calls);
  });
});

it('nothing starts until the time is over that the store asked for', async () => {
  const { provider, started, end, clock } = limited({ concurrency: 8 });
  const first = provider.stat({ path: '/1' });
  const failed = expect(first).rejects.toMatchObject({ code: 'rate-limited' });
  await clock.advance(0);
  await end(storageError('rate-limited', { details: { retryAfterMs: 3000 } }));
  await failed;
  const second = provider.stat({ path: '/2' });
  await clock.advance(2999);
  expect(started()).toEqual(['stat /1']);
  await clock.advance(1);
  expect(started()).toEqual(['stat /1', 'stat /2']);
  await end();
  await second;
});

it('one limiter serves several providers', async () => {
  const clock = new ManualClock();
  const limiter = new RateLimiter({ concurrency: 1, clock });
  let release: () => void = () => undefined;
  const slow = scriptedProvider(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  const quick = scriptedProvider(() => undefined);
  const first = withLayers(slow.provider, rateLimit(limiter)).stat({ path: '/1' });
  const second = withLayers(quick.provider, rateLimit(limiter)).stat({ path: '/2' });
  await clock.advance(0);
  expect(quick.calls).toEqual([]);
  release();
  await Promise.all([first, second]);
  expect(quick.calls.length).toBe(1);
});
