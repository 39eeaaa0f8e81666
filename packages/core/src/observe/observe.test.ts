import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import { fileEntry, scriptedProvider, storageError } from '../../test/scripted-provider.ts';
import { withLayers } from '../layer/with-layers.ts';
import { readBytes } from '../transfer/read-bytes.ts';
import { observe } from './observe.ts';
import { operationChannelName } from './operation-channel.ts';
import { OperationCounts } from './operation-counts.ts';
import type { OperationEvent } from './operation-event.ts';

function observed(answer: () => unknown) {
  const events: OperationEvent[] = [];
  const { provider } = scriptedProvider(answer);
  return {
    events,
    provider: withLayers(
      provider,
      observe((event) => events.push(event)),
    ),
  };
}

function bodyOf(...chunks: readonly (string | Error)[]): ReadableStream<Uint8Array> {
  const rest = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk === undefined) controller.close();
      else if (chunk instanceof Error) controller.error(chunk);
      else controller.enqueue(new TextEncoder().encode(chunk));
    },
  });
}

it('one event tells what a call did', async () => {
  const { provider, events } = observed(() => fileEntry('/a'));
  const before = Date.now();
  await provider.write({ path: '/a', content: new Uint8Array(12), mode: 'create' });
  await provider.move({ from: '/a', to: '/b' });
  expect(events).toMatchObject([
    {
      provider: 'scripted',
      operation: 'write',
      path: '/a',
      sentBytes: 12,
      receivedBytes: 0,
      outcome: 'done',
    },
    { operation: 'move', path: '/a', to: '/b', sentBytes: 0 },
  ]);
  for (const { startedAt, durationMs } of events) {
    expect(startedAt).toBeGreaterThanOrEqual(before);
    expect(durationMs).toBeGreaterThanOrEqual(0);
  }
});

it('the bytes of a batch are counted together', async () => {
  const { provider, events } = observed(() => []);
  const one = { path: '/a', mode: 'create' } as const;
  await provider.batch.writeMany({
    requests: [
      { ...one, content: new Uint8Array(5) },
      { ...one, content: new Blob(['seven b']) },
    ],
  });
  expect(events).toMatchObject([{ operation: 'batch.writeMany', sentBytes: 12 }]);
});

describe('a read is told of when its body is over', () => {
  it('at its end', async () => {
    const result = () => ({ entry: fileEntry('/a'), body: bodyOf('abc', 'de') });
    const { provider, events } = observed(result);
    const { body } = await provider.read({ path: '/a' });
    expect(events).toEqual([]);
    for await (const _ of body);
    expect(events).toMatchObject([{ operation: 'read', receivedBytes: 5, outcome: 'done' }]);
  });

  it('when it is cancelled', async () => {
    const { provider, events } = observed(() => ({
      entry: fileEntry('/a'),
      body: bodyOf('abc', 'de'),
    }));
    const { body } = await provider.read({ path: '/a' });
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    expect(events).toMatchObject([{ receivedBytes: 3, outcome: 'done' }]);
  });

  it('when it breaks', async () => {
    const error = storageError('unavailable');
    const { provider, events } = observed(() => ({
      entry: fileEntry('/a'),
      body: bodyOf('abc', error),
    }));
    await expect(readBytes(provider, { path: '/a' })).rejects.toBe(error);
    expect(events).toMatchObject([{ receivedBytes: 3, outcome: 'failed', error }]);
  });
});

it('a failure carries its error, and an abort is told apart', async () => {
  const error = storageError('not-found');
  const { provider, events } = observed(() => {
    throw error;
  });
  await expect(provider.stat({ path: '/a' })).rejects.toBe(error);
  const signal = AbortSignal.abort();
  await expect(provider.stat({ path: '/a', signal })).rejects.toBe(error);
  expect(events).toMatchObject([
    { outcome: 'failed', error },
    { outcome: 'aborted', error },
  ]);
});

it('whoever listens on the diagnostics channel hears the same', async () => {
  const { provider } = scriptedProvider(() => fileEntry('/a'));
  const heard: unknown[] = [];
  const listen = (event: unknown) => heard.push(event);
  subscribe(operationChannelName, listen);
  try {
    await withLayers(provider, observe()).stat({ path: '/a' });
  } finally {
    unsubscribe(operationChannelName, listen);
  }
  expect(heard).toMatchObject([{ operation: 'stat', path: '/a', outcome: 'done' }]);
});

it('counts add up by operation', async () => {
  const counts = new OperationCounts();
  const results = [fileEntry('/a'), storageError('not-found'), storageError('conflict')];
  const { provider } = scriptedProvider(() => {
    const result = results.shift();
    if (result instanceof Error) throw result;
    return result;
  });
  const layered = withLayers(provider, observe(counts.record));
  const content = new Uint8Array(4);
  await layered.write({ path: '/a', content, mode: 'create' });
  await layered.write({ path: '/a', content, mode: 'create' }).catch(() => undefined);
  await layered.stat({ path: '/a' }).catch(() => undefined);
  expect(counts.snapshot()).toMatchObject({
    write: { calls: 2, sentBytes: 8, failed: { 'not-found': 1 }, aborted: 0 },
    stat: { calls: 1, failed: { conflict: 1 } },
  });
  expect(counts.snapshot().list).toBeUndefined();
});
