import { describe, expect, it } from 'vitest';
import { type Answer, fileEntry, scriptedProvider } from '../../test/scripted-provider.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import type { ChangeCursor } from '../entry/token.ts';
import { withLayers } from '../layer/with-layers.ts';
import { readBytes } from '../transfer/read-bytes.ts';
import { timeout } from './timeout.ts';

const never = () => new Promise<never>(() => undefined);

function timed(answer: Answer) {
  const clock = new ManualClock();
  const { provider, calls } = scriptedProvider(answer);
  const layer = timeout({ clock, answerMs: 1000, chunkMs: 500, waitGraceMs: 2000 });
  return { clock, calls, provider: withLayers(provider, layer) };
}

it('an answer in time passes, and leaves no timer behind', async () => {
  const { provider, clock } = timed(() => fileEntry('/a'));
  expect(await provider.stat({ path: '/a' })).toEqual(fileEntry('/a'));
  expect(clock.timerCount).toBe(0);
});

it('a call that hangs fails when its time is up, and is cancelled below', async () => {
  const { provider, clock, calls } = timed(never);
  const call = provider.stat({ path: '/a' });
  const failed = expect(call).rejects.toMatchObject({
    code: 'unavailable',
    retryable: true,
    mayHaveApplied: false,
    details: { operation: 'stat' },
  });
  await clock.advance(999);
  expect(calls[0]?.request.signal?.aborted).toBe(false);
  await clock.advance(126);
  await failed;
  expect(calls[0]?.request.signal?.aborted).toBe(true);
});

it('a mutation that hangs may have been applied', async () => {
  const { provider, clock } = timed(never);
  const failed = expect(provider.remove({ path: '/a' })).rejects.toMatchObject({
    mayHaveApplied: true,
  });
  await clock.advance(1126);
  await failed;
});

it('content gets the time that it takes on a slow line', async () => {
  const { provider, clock, calls } = timed(never);
  const content = new Uint8Array(32 * 1024);
  const write = provider.write({ path: '/a', content, mode: 'create' });
  const failed = expect(write).rejects.toMatchObject({ code: 'unavailable' });
  await clock.advance(2999);
  expect(calls[0]?.request.signal?.aborted).toBe(false);
  await clock.advance(126);
  await failed;
});

it('a wait gets what it asked for, and a grace', async () => {
  const { provider, clock, calls } = timed(never);
  const wait = provider.changes.wait({ cursor: 'c' as ChangeCursor, timeoutMs: 60_000 });
  const failed = expect(wait).rejects.toMatchObject({ code: 'unavailable' });
  await clock.advance(61_999);
  expect(calls[0]?.request.signal?.aborted).toBe(false);
  await clock.advance(126);
  await failed;
});

it('a wait without a grace gets what it asked for', async () => {
  const clock = new ManualClock();
  const { provider } = scriptedProvider(never);
  const layered = withLayers(provider, timeout({ clock, chunkMs: 800, waitGraceMs: 0 }));
  const wait = layered.changes.wait({ cursor: 'c' as ChangeCursor, timeoutMs: 1000 });
  const failed = expect(wait).rejects.toMatchObject({ code: 'unavailable' });
  await clock.advance(1200);
  await failed;
});

it('limits that are none are refused, and no limit is fine', async () => {
  expect(() => timeout({ answerMs: 0 })).toThrow('answerMs is 0, and must be above 0');
  expect(() => timeout({ chunkMs: Number.NaN })).toThrow(RangeError);
  const clock = new ManualClock();
  const none = Number.POSITIVE_INFINITY;
  const { provider } = scriptedProvider(() => fileEntry('/a'));
  const layered = withLayers(provider, timeout({ clock, answerMs: none, chunkMs: none }));
  expect(await layered.stat({ path: '/a' })).toEqual(fileEntry('/a'));
});

it('the signal of the caller still counts, and its reason', async () => {
  const { provider, clock } = timed(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  const controller = new AbortController();
  const call = provider.stat({ path: '/a', signal: controller.signal });
  const reason = new Error('stop');
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(clock.timerCount).toBe(0);
});

describe('a body', () => {
  it('that comes in time passes', async () => {
    const body = () => new Blob(['some bytes']).stream();
    const { provider, clock } = timed(() => ({ entry: fileEntry('/a'), body: body() }));
    const bytes = await readBytes(provider, { path: '/a' });
    expect(new TextDecoder().decode(bytes)).toBe('some bytes');
    expect(clock.timerCount).toBe(0);
  });

  it('that stalls fails, and only while somebody waits for it', async () => {
    const stalled = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(3));
        return never();
      },
    });
    const { provider, clock, calls } = timed(() => ({ entry: fileEntry('/a'), body: stalled }));
    const { body } = await provider.read({ path: '/a' });
    const reader = body.getReader();
    expect((await reader.read()).value?.byteLength).toBe(3);
    await clock.advance(10_000);
    expect(calls[0]?.request.signal?.aborted).toBe(false);
    const failed = expect(reader.read()).rejects.toMatchObject({ code: 'unavailable' });
    await clock.advance(626);
    await failed;
    expect(calls[0]?.request.signal?.aborted).toBe(true);
  });

  it('that comes when nobody waits any more is cancelled', async () => {
    let answer: (result: unknown) => void = () => undefined;
    const { provider, clock } = timed(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const failed = expect(provider.read({ path: '/a' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    await clock.advance(1126);
    await failed;
    const cancelled = new Promise((resolve) => {
      answer({ entry: fileEntry('/a'), body: new ReadableStream({ cancel: resolve }) });
    });
    expect(await cancelled).toMatchObject({ code: 'unavailable' });
  });

  it('is still cancelled by the signal of the call', async () => {
    const { provider, calls } = timed(() => ({
      entry: fileEntry('/a'),
      body: new ReadableStream<Uint8Array>({ pull: never }),
    }));
    const controller = new AbortController();
    await provider.read({ path: '/a', signal: controller.signal });
    const reason = new Error('stop');
    controller.abort(reason);
    expect(calls[0]?.request.signal?.reason).toBe(reason);
  });
});
