import { expect, it } from 'vitest';
import { openPeerBench } from './run-peer.ts';
import { takeTour } from './take-tour.ts';

it.each([
  'compact',
  'classic',
] as const)('takes a tour with the official Python SDK, in the %s style', async (wireStyle) => {
  await using bench = await openPeerBench({
    behaviour: { wireStyle, emptyFirstPage: wireStyle === 'classic' },
  });
  const tour = new URL('sdk_tour.py', import.meta.url).pathname;
  expect(await takeTour(bench, '/usr/bin/python3', '-W', 'ignore', tour)).toEqual({
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
    'path root': 'Tour',
    'wrong path root': true,
    'bad input': true,
    refresh: 'again',
    revoked: true,
  });
});

it('signs in with the flows of the Python SDK', async () => {
  await using bench = await openPeerBench({ behaviour: { consent: 'allow' } });
  const flows = new URL('python_sign_in.py', import.meta.url).pathname;
  expect(await takeTour(bench, '/usr/bin/python3', '-W', 'ignore', flows)).toEqual({
    // Reading metadata comes with writing it.
    scopes: ['account_info.read', 'files.metadata.read', 'files.metadata.write'],
    account: true,
    state: 'my state',
    online: ['', true],
  });
});
