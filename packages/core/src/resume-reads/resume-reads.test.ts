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
