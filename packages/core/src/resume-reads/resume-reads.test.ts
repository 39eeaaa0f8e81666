import { expect, it } from 'vitest';
import {
  type Answer,
  fileEntry,
  scriptedProvider,
  storageError,
} from '../../test/scripted-provider.ts';
import { ManualClock } from '../clock/manual-clock.ts';
import type { Revision } from '../entry/token.ts';
import { withLayers } from '../layer/with-layers.ts';
import { readBytes } from '../transfer/read-bytes.ts';
import { resumeReads } from './resume-reads.ts';

const text = '0123456789';
const entry = fileEntry('/a', { size: text.length });

/** The first chunk of the range is three bytes; then the body does what the test says. */
function broken(from: number, to: number, then: 'error' | 'close' | 'go on', error?: Error) {
  let position = from;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (position >= to) controller.close();
      else if (position > from && then === 'close') controller.close();
      else if (position > from && then === 'error') controller.error(error);
      else {
        const chunk = text.slice(position, Math.min(position + 3, to));
        position += chunk.length;
        controller.enqueue(new TextEncoder().encode(chunk));
      }
    },
  });
}

function resuming(answer: Answer) {
  const clock = new ManualClock();
  const { provider, calls } = scriptedProvider(answer);
  return { clock, calls, provider: withLayers(provider, resumeReads({ clock, attempts: 3 })) };
}

function rangeOf({
  offset = 0,
  length = 100,
}: {
  offset?: number | undefined;
  length?: number | undefined;
}) {
  return [offset, Math.min(offset + length, text.length)] as const;
}

it('a body that breaks again and again is delivered whole', async () => {
  const { provider, calls } = resuming((request) => ({
    entry,
    body: broken(...rangeOf(request), 'error', storageError('unavailable')),
  }));
  const bytes = await readBytes(provider, { path: '/a', offset: 1, length: 8 });
  expect(new TextDecoder().decode(bytes)).toBe('12345678');
  expect(calls.map(({ request: { offset, length } }) => [offset, length])).toEqual([
    [1, 8],
    [4, 5],
    [7, 2],
  ]);
});

it('every part is of the revision of the first', async () => {
  const { provider, calls } = resuming((request) => ({
    entry,
    body: broken(...rangeOf(request), 'error', storageError('unavailable')),
  }));
  await readBytes(provider, { path: '/a' });
  const revisions = calls.map(({ request }) => (request as { revision?: Revision }).revision);
  expect(revisions).toEqual([undefined, 'r1', 'r1', 'r1']);
});

it('a body that just ends early is taken up too', async () => {
  const { provider } = resuming((request) => ({
    entry,
    body: broken(...rangeOf(request), 'close'),
  }));
  expect(new TextDecoder().decode(await readBytes(provider, { path: '/a' }))).toBe(text);
});

it('a revision that is lost meanwhile is a conflict, not a mixture', async () => {
  const { provider, calls } = resuming((request) => {
    if (calls.length > 1) throw storageError('conflict');
    return { entry, body: broken(...rangeOf(request), 'error', storageError('unavailable')) };
  });
  await expect(readBytes(provider, { path: '/a' })).rejects.toMatchObject({ code: 'conflict' });
});

it('what a second try cannot mend breaks the body', async () => {
  const error = storageError('corrupt');
  const { provider, calls } = resuming((request) => ({
    entry,
    body: broken(...rangeOf(request), 'error', error),
  }));
  await expect(readBytes(provider, { path: '/a' })).rejects.toBe(error);
  expect(calls.length).toBe(1);
});

it('it gives up when no byte more arrives, after growing pauses', async () => {
  const { provider, clock, calls } = resuming((request) => {
    if (calls.length > 1) throw storageError('unavailable');
    return { entry, body: broken(...rangeOf(request), 'error', storageError('unavailable')) };
  });
  const failed = expect(readBytes(provider, { path: '/a' })).rejects.toMatchObject({
    code: 'unavailable',
  });
  await clock.advance(250 + 500);
  await failed;
  expect(calls.length).toBe(4);
});

it('an export is passed on as it is: it cannot be taken up', async () => {
  const error = storageError('unavailable');
  const { provider, calls } = resuming((request) => ({
    entry: { ...entry, exportAs: { extension: 'docx' } },
    body: broken(...rangeOf(request), 'error', error),
  }));
  await expect(readBytes(provider, { path: '/a' })).rejects.toBe(error);
  expect(calls.length).toBe(1);
});

it('a cancelled body is cancelled below', async () => {
  let cancelled: unknown;
  const { provider } = resuming(() => ({
    entry,
    body: new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1)),
      cancel: (reason) => {
        cancelled = reason;
      },
    }),
  }));
  const { body } = await provider.read({ path: '/a' });
  await body.cancel('enough');
  expect(cancelled).toBe('enough');
});

it('a body that is cancelled while it waits to be opened again is not', async () => {
  const { provider, clock, calls } = resuming((request) => {
    if (calls.length > 1) throw storageError('unavailable');
    return { entry, body: broken(...rangeOf(request), 'error', storageError('unavailable')) };
  });
  const { body } = await provider.read({ path: '/a' });
  const reader = body.getReader();
  await reader.read();
  const rest = reader.read();
  await clock.advance(0);
  expect(clock.timerCount).toBe(1);
  await reader.cancel('enough');
  expect((await rest).done).toBe(true);
  await clock.advance(60_000);
  expect(calls.length).toBe(2);
});

it('a body that is opened again for nobody is cancelled', async () => {
  let answer: (result: unknown) => void = () => undefined;
  const { provider, clock, calls } = resuming((request) => {
    if (calls.length === 1) {
      return { entry, body: broken(...rangeOf(request), 'error', storageError('unavailable')) };
    }
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const { body } = await provider.read({ path: '/a' });
  const reader = body.getReader();
  await reader.read();
  reader.read().catch(() => undefined);
  await clock.advance(0);
  await reader.cancel('enough');
  expect(calls[1]?.request.signal?.reason).toBe('enough');
  const cancelled = new Promise((resolve) => {
    answer({ entry, body: new ReadableStream({ cancel: resolve }) });
  });
  expect(await cancelled).toBe('enough');
});

it('it waits as long as the store asks', async () => {
  const { provider, clock, calls } = resuming((request) => {
    if (calls.length === 2) throw storageError('rate-limited', { details: { retryAfterMs: 5000 } });
    return { entry, body: broken(...rangeOf(request), 'error', storageError('unavailable')) };
  });
  const bytes = readBytes(provider, { path: '/a', length: 6 });
  await clock.advance(4999);
  expect(calls.length).toBe(2);
  await clock.advance(1);
  expect(new TextDecoder().decode(await bytes)).toBe('012345');
});

it('an abort ends the pause, and the body has its reason', async () => {
  const { provider, clock, calls } = resuming((request) => {
    if (calls.length > 1) throw storageError('unavailable');
    return { entry, body: broken(...rangeOf(request), 'error', storageError('unavailable')) };
  });
  const controller = new AbortController();
  const bytes = readBytes(provider, { path: '/a', signal: controller.signal });
  const reason = new Error('stop');
  const failed = expect(bytes).rejects.toBe(reason);
  await clock.advance(0);
  controller.abort(reason);
  await failed;
  expect(clock.timerCount).toBe(0);
});
