import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;

beforeAll(async () => {
  bench = await openPeerBench();
  await writeFile(join(bench.folder, 'local.txt'), 'from curl');
});

afterAll(() => bench[Symbol.asyncDispose]());

const authorization = () => `Authorization: Bearer ${bench.emulator.account.accessToken}`;

/** The commands as Dropbox's documentation shows them, with the service's own addresses. */
const curl = (...args: string[]) =>
  bench.output('curl', '--silent', '--show-error', '--header', authorization(), ...args);

describe('curl, by the examples of the documentation', () => {
  it('uploads, lists and downloads', async () => {
    await curl(
      'https://content.dropboxapi.com/2/files/upload',
      '--header',
      'Dropbox-API-Arg: {"path": "/curl.txt","mode": "add","autorename": true}',
      '--header',
      'Content-Type: application/octet-stream',
      '--data-binary',
      '@local.txt',
    );
    const listed = await curl(
      'https://api.dropboxapi.com/2/files/list_folder',
      '--header',
      'Content-Type: application/json',
      '--data',
      '{"path": ""}',
    );
    expect(JSON.parse(listed).entries).toMatchObject([{ name: 'curl.txt', size: 9 }]);
    const downloaded = await curl(
      '--request',
      'POST',
      'https://content.dropboxapi.com/2/files/download',
      '--header',
      'Dropbox-API-Arg: {"path": "/curl.txt"}',
    );
    expect(downloaded).toBe('from curl');
  });

  it('asks who it is', async () => {
    const account = await curl(
      '-X',
      'POST',
      'https://api.dropboxapi.com/2/users/get_current_account',
    );
    expect(JSON.parse(account).account_id).toBe(bench.emulator.account.id);
  });

  it('refreshes a token', async () => {
    const { account, app } = bench.emulator;
    const answer = await bench.output(
      'curl',
      '--silent',
      'https://api.dropbox.com/oauth2/token',
      '-d',
      'grant_type=refresh_token',
      '-d',
      `refresh_token=${account.refreshToken}`,
      '-u',
      `${app.key}:${app.secret}`,
    );
    expect(JSON.parse(answer)).toMatchObject({ token_type: 'bearer', expires_in: 14_400 });
  });

  it('is kept from all other hosts', async () => {
    const { code, stderr } = await bench.run(
      'curl',
      '--silent',
      '--show-error',
      'https://example.com/',
    );
    expect(code).not.toBe(0);
    expect(stderr).toContain('403');
  });
});
