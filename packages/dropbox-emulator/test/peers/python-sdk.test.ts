import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;

beforeAll(async () => {
  bench = await openPeerBench();
});

afterAll(() => bench[Symbol.asyncDispose]());

it('takes a tour with the official Python SDK', async () => {
  const tour = new URL('sdk_tour.py', import.meta.url).pathname;
  const printed = await bench.output('/usr/bin/python3', '-W', 'ignore', tour);
  const steps = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { step: string; value: unknown });
  expect(Object.fromEntries(steps.map(({ step, value }) => [step, value]))).toEqual({
    account: bench.emulator.account.id,
    space: 2 * 1024 ** 4,
    check: 'hello',
    upload: 7,
    download: [true, 'content'],
    conflict: true,
    update: true,
    session: 2010,
    offset: 3,
    'finish batch': 'batch.txt',
    // The folder itself, seven folders and three files.
    listing: [11, 8],
    longpoll: true,
    changes: ['while polling'],
    move: [true, '/Tour/Moved/session.bin'],
    copy: true,
    missing: true,
    'copy batch': 'Copied twice',
    'delete batch': [true, true],
    revisions: [4, 7],
    restore: 7,
    deleted: true,
    search: 'session.bin',
    link: true,
    'linked file': 'batch',
    'temporary link': 'batch',
    share: ['Moved'],
    tags: 'tour',
    'path root': 1,
    'wrong path root': true,
    'bad input': true,
    refresh: 'again',
    revoked: true,
  });
});
