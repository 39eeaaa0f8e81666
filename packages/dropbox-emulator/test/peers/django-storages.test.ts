import { expect, it } from 'vitest';
import { openPeerBench } from './run-peer.ts';
import { takeTour } from './take-tour.ts';

it('keeps the files of a Django site', async () => {
  await using bench = await openPeerBench();
  const tour = new URL('django_storages_tour.py', import.meta.url).pathname;
  expect(await takeTour(bench, '/usr/bin/python3', '-W', 'ignore', tour)).toEqual({
    save: 'media/ü.txt',
    exists: [true, false],
    size: 7,
    open: 'content',
    'save in chunks': 'media/large',
    large: 3_500_000,
    list: ['large', 'ü.txt'],
    deleted: false,
    'available name': true,
  });
});
