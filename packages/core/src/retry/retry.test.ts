import { describe, expect, it } from 'vitest';
import { fileEntry, scriptedProvider, storageError } from '../../test/scripted-provider.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import type { StorageError } from '../error/storage-error.ts';
import { withLayers } from '../layer/with-layers.ts';
import { retry } from './retry.ts';
import type { PlannedRetry } from './retry-options.ts';

const content = new Uint8Array(1);

/** A provider that fails with these errors, one call each, and then works. */
function failing(errors: readonly StorageError[]) {
  const clock = new ManualClock();
  const planned: PlannedRetry[] = [];
  const script = [...errors];
  const { provider, calls } = scriptedProvider(() => {
    const error = script.shift();
    if (error !== undefined) throw error;
    return fileEntry('/a');
  });
  const layer = retry({ clock, random: () => 0.5, onRetry: (one) => planned.push(one) });
  return { provider: withLayers(provider, layer), calls, clock, planned };
}

const unavailable = () => storageError('unavailable');

it('sends a call again until it works, with pauses that double', async () => {
  const { provider, calls, clock, planned } = failing([
    unavailable(),
    unavailable(),
    unavailable(),
  ]);
  const call = provider.stat({ path: '/a' });
  await clock.advance(124);
  expect(calls.length).toBe(1);
  await clock.advance(1);
  expect(calls.length).toBe(2);
  await clock.advance(10_000);
  expect(await call).toEqual(fileEntry('/a'));
  expect(planned.map(({ attempt, delayMs }) => [attempt, delayMs])).toEqual([
    [1, 125],
    [2, 250],
    [3, 500],
  ]);
});

it('gives up after five attempts, with the last error', async () => {
  const errors = Array.from({ length: 6 }, unavailable);
  const { provider, calls, clock } = failing(errors);
  const call = provider.stat({ path: '/a' });
  const failed = expect(call).rejects.toBe(errors[4]);
  await clock.advance(60_000);
  await failed;
  expect(calls.length).toBe(5);
});

it('never comes back before the store allows it', async () => {
  const limited = storageError('rate-limited', { details: { retryAfterMs: 3000 } });
  const { provider, calls, clock } = failing([limited]);
  const call = provider.stat({ path: '/a' });
  await clock.advance(3000);
  expect(calls.length).toBe(1);
  await clock.advance(125);
  await call;
  expect(calls.length).toBe(2);
});

describe('is for errors that a second try can mend', () => {
  it.each([
    'not-found',
    'conflict',
    'internal',
    'unauthenticated',
  ] as const)('not %s', async (code) => {
    const { provider, calls } = failing([storageError(code)]);
    await expect(provider.stat({ path: '/a' })).rejects.toMatchObject({ code });
    expect(calls.length).toBe(1);
  });

  it('not what is no StorageError', async () => {
    const { provider, calls } = failing([new Error('bug') as StorageError]);
    await expect(provider.stat({ path: '/a' })).rejects.toThrow('bug');
    expect(calls.length).toBe(1);
  });
});

describe('what may have been applied', () => {
  const lost = () => storageError('unavailable', { mayHaveApplied: true });

  it('is not sent again when that would do it twice', async () => {
    const { provider, calls } = failing([lost(), lost(), lost(), lost()]);
    await expect(provider.write({ path: '/a', content, mode: 'create' })).rejects.toThrow();
    await expect(provider.move({ from: '/a', to: '/b' })).rejects.toThrow();
    await expect(provider.remove({ path: '/a' })).rejects.toThrow();
    await expect(
      provider.uploads.finish({
        session: { id: 's', order: 'sequential', offset: 0 },
        path: '/a',
        mode: 'create',
      }),
    ).rejects.toThrow();
    expect(calls.length).toBe(4);
  });

  it('is sent again when that is the same as once', async () => {
    const writing = failing([lost()]);
    const write = writing.provider.write({ path: '/a', content, mode: 'overwrite' });
    await writing.clock.advance(1000);
    await write;
    expect(writing.calls.length).toBe(2);
    const appending = failing([lost()]);
    const session = { id: 's', order: 'sequential', offset: 0 } as const;
    const append = appending.provider.uploads.append({ session, chunk: content });
    await appending.clock.advance(1000);
    await append;
    expect(appending.calls.length).toBe(2);
  });

  it('is not forgotten when the attempts after it are known to have failed', async () => {
    const { provider, calls, clock } = failing([lost(), unavailable(), storageError('locked')]);
    const write = provider.write({ path: '/a', content, mode: 'overwrite' });
    const failed = expect(write).rejects.toMatchObject({ code: 'locked', mayHaveApplied: true });
    await clock.advance(1000);
    await failed;
    expect(calls.length).toBe(3);
  });

  it('is sent again when the store is known not to have applied it', async () => {
    const { provider, calls, clock } = failing([unavailable()]);
    const move = provider.move({ from: '/a', to: '/b' });
    await clock.advance(1000);
    await move;
    expect(calls.length).toBe(2);
  });
});

it('a provider that throws at once is retried as one that rejects', async () => {
  const { provider, clock } = failing([]);
  let calls = 0;
  const hasty = {
    ...provider,
    stat: () => {
      if (++calls === 1) throw unavailable();
      return provider.stat({ path: '/a' });
    },
  };
  const call = withLayers(hasty, retry({ clock })).stat({ path: '/a' });
  await clock.advance(1000);
  expect(await call).toEqual(fileEntry('/a'));
});

it('one attempt is no retry', async () => {
  const { provider, calls } = scriptedProvider(() => {
    throw unavailable();
  });
  const call = withLayers(provider, retry({ attempts: 1 })).stat({ path: '/a' });
  await expect(call).rejects.toMatchObject({ code: 'unavailable' });
  expect(calls.length).toBe(1);
});

it('no attempt at all is refused', () => {
  expect(() => retry({ attempts: 0 })).toThrow('attempts is 0, and must be at least 1');
});

describe('an abort', () => {
  it('ends the pause at once, with its reason', async () => {
    const { provider, calls, clock } = failing([unavailable()]);
    const controller = new AbortController();
    const call = provider.stat({ path: '/a', signal: controller.signal });
    await clock.advance(1);
    const reason = new Error('stop');
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(calls.length).toBe(1);
    expect(clock.timerCount).toBe(0);
  });

  it('is never retried', async () => {
    const { provider, calls } = failing([unavailable(), unavailable()]);
    const controller = new AbortController();
    controller.abort(new Error('stop'));
    await expect(provider.stat({ path: '/a', signal: controller.signal })).rejects.toThrow();
    expect(calls.length).toBe(1);
  });
});
