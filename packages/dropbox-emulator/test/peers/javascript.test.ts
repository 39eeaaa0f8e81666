import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from './run-peer.ts';
import { takeTour } from './take-tour.ts';

let bench: PeerBench;

beforeAll(async () => {
  bench = await openPeerBench({ behaviour: { consent: 'allow' } });
  await writeFile(join(bench.folder, 'five-megabytes'), Buffer.alloc(5_000_000, 'x'));
});

afterAll(() => bench[Symbol.asyncDispose]());

const tour = (script: string, ...args: string[]) => tourOn(bench, script, ...args);

function tourOn(on: PeerBench, script: string, ...args: string[]) {
  const path = new URL(`javascript/${script}`, import.meta.url).pathname;
  return takeTour(on, process.execPath, '--no-deprecation', path, ...args);
}

describe('clients in JavaScript', () => {
  it.each(['4', '10.34'])('the official SDK of version %s', async (version) => {
    await using own = await openPeerBench();
    expect(await tourOn(own, 'dropbox-sdk.js', version)).toEqual({
      account: own.emulator.account.id,
      space: 'individual',
      upload: 7,
      download: ['Ünï "cödé".txt', 'content'],
      batch: ['success', 1010],
      longpoll: true,
      'old create': 'A',
      'old copy': 'B',
      'old move': 'C',
      'old delete': 'C',
      'old search': 'session.bin',
      list: ['/A', '/Old', '/Old/Ünï "cödé".txt', '/session.bin'],
      conflict: [409, 'folder'],
      'no image': 'unsupported_extension',
    });
  });

  it('dropbox-v2-api', async () => {
    expect(await tour('dropbox-v2-api.js')).toEqual({
      refresh: 'bearer',
      account: bench.emulator.account.id,
      upload: 11,
      session: 5_000_003,
      download: 'hello there',
      list: 2,
      delete: 'file',
    });
  });

  it('dropbox-stream', async () => {
    expect(await tour('dropbox-stream.js')).toEqual({
      'upload in one request': 5_000_000,
      'download in one request': 5_000_000,
      'upload by a session': 5_000_000,
      'download by a session': 5_000_000,
    });
  });

  it('the client of Buttercup, for programs and for pages', async () => {
    const file = { content: 'vault', name: 'Tresor für alle.bcup', size: 5 };
    expect(await tour('buttercup.js')).toEqual({
      '/For programs': file,
      '/For programs, emptied': 0,
      '/For pages': file,
      '/For pages, emptied': 0,
    });
  });

  it('the official SDK of today, by the address of the emulator', async () => {
    expect(await tour('official-address.js')).toEqual({ upload: 7, longpoll: true });
  });

  it('sign-in by the official SDK of today', async () => {
    const signedIn = {
      state: 'my state',
      scope: 'account_info.read files.metadata.read',
      isRefreshed: true,
      isOwn: true,
    };
    expect(await tour('official-sign-in.js')).toEqual({
      'by proof': signedIn,
      'by secret': signedIn,
    });
  });

  it('sign-in by arctic and Passport', async () => {
    const { account } = bench.emulator;
    expect(await tour('sign-in.js')).toEqual({
      'arctic state': 'state',
      'arctic scopes': ['account_info.read', 'files.metadata.read'],
      'arctic refresh': ['bearer', 14_400],
      passport: ['dropbox', account.id, 'Jane Doe'],
    });
  });
});
