import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPeerBench } from './run-peer.ts';
import { takeTour } from './take-tour.ts';

it.each([
  'compact',
  'classic',
] as const)('takes a tour with the SDK for Go, in the %s style', async (wireStyle) => {
  await using bench = await openPeerBench({ behaviour: { wireStyle } });
  const program = join(bench.folder, 'tour');
  const source = new URL('go_sdk_tour.go', import.meta.url).pathname;
  // Debian has libraries where Go had them before there were modules.
  await bench.output(
    'env',
    'GO111MODULE=off',
    'GOPATH=/usr/share/gocode',
    'go',
    'build',
    '-o',
    program,
    source,
  );
  expect(await takeTour(bench, program)).toEqual({
    account: bench.emulator.account.id,
    space: 2 * 1024 ** 4,
    upload: 7,
    conflict: ['path', 'conflict', 'file'],
    part: [7, 'tent'],
    offset: 3,
    session: 11,
    move: '/Go/Folder/moved',
    list: 4,
    missing: 'not_found',
    search: 'moved',
    revisions: 1,
    link: 'Ünï "cödé" 文書.txt',
    delete: 'async_job_id',
    'wrong token': expect.stringMatching(/^invalid_access_token\//),
  });
});
