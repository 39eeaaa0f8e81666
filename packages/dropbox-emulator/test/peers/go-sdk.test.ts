import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPeerBench } from './run-peer.ts';
import { takeTour } from './take-tour.ts';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-go-'));
  program = join(folder, 'tour');
  const source = new URL('go_sdk_tour.go', import.meta.url).pathname;
  await promisify(execFile)('go', ['build', '-o', program, source], {
    env: {
      PATH: process.env['PATH'],
      GOCACHE: join(folder, 'cache'),
      // Debian has libraries where Go had them before there were modules.
      GO111MODULE: 'off',
      GOPATH: '/usr/share/gocode',
    },
  });
});

afterAll(() => rm(folder, { recursive: true }));

it.each([
  'compact',
  'classic',
] as const)('takes a tour with the SDK for Go, in the %s style', async (wireStyle) => {
  await using bench = await openPeerBench({ behaviour: { wireStyle } });
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
