import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;

beforeAll(async () => {
  bench = await openPeerBench({ behaviour: { consent: 'allow' } });
  await bench.emulator.seed([{ kind: 'file', path: '/kept.txt', content: Buffer.from('kept') }]);
});

afterAll(() => bench[Symbol.asyncDispose]());

/** A configuration with a token that rclone takes to be out of date. */
async function configure(name: string, refreshToken: string): Promise<string> {
  const { key, secret } = bench.emulator.app;
  const token = {
    access_token: 'long gone',
    token_type: 'bearer',
    refresh_token: refreshToken,
    expiry: '2020-01-01T00:00:00Z',
  };
  const file = join(bench.folder, `${name}.conf`);
  await writeFile(
    file,
    `[${name}]\ntype = dropbox\nclient_id = ${key}\nclient_secret = ${secret}\n` +
      `token = ${JSON.stringify(token)}\n`,
  );
  return file;
}

it('lets rclone refresh a token that has expired, and keep the new one', async () => {
  const file = await configure('expired', bench.emulator.account.refreshToken);
  expect(await bench.output('rclone', '--config', file, 'lsf', 'expired:')).toBe('kept.txt\n');
  const kept = await readFile(file, 'utf8');
  expect(kept).toContain('"access_token":"sl.');
  expect(kept).toContain(bench.emulator.account.refreshToken);
  const refreshed = bench.emulator.requests.of('oauth2/token').requests;
  await bench.output('rclone', '--config', file, 'lsf', 'expired:');
  expect(bench.emulator.requests.of('oauth2/token').requests).toBe(refreshed);
});

it('tells rclone that a refresh token is not good any more', async () => {
  const file = await configure('revoked', 'made up');
  const args = ['--config', file, '--low-level-retries', '1', '--retries', '1', 'lsf', 'revoked:'];
  const { code, stderr } = await bench.run('rclone', ...args);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/invalid_grant/);
});

it('tells rclone that an access token has expired before its time', async () => {
  const { id, accessToken, refreshToken } = bench.emulator.createAccount();
  const token = JSON.stringify({ access_token: accessToken, refresh_token: refreshToken });
  bench.emulator.expireTokens(id);
  const args = ['--low-level-retries', '1', '--retries', '1', 'lsf'];
  const { code, stderr } = await bench.run('rclone', ...args, `:dropbox,token='${token}':`);
  expect(code).not.toBe(0);
  expect(stderr).toContain('expired_access_token');
});

it('signs rclone in, by the page that the person sees', async () => {
  const { key, secret } = bench.emulator.app;
  await using signingIn = await bench.start(
    /http:\/\/127\.0\.0\.1:53682\/auth\?state=\S+/,
    'rclone',
    'authorize',
    'dropbox',
    key,
    secret,
    '--auth-no-open-browser',
  );
  // As the person's browser does: to rclone, from there to the sign-in page, and back with the code.
  const page = await bench.output('curl', '--silent', '--location', signingIn.ready[0]);
  expect(page).toContain('Success!');
  const printed = await signingIn.ended();
  const token = /^\{.*\}$/m.exec(printed)?.[0] ?? '';
  expect(JSON.parse(token)).toMatchObject({ token_type: 'bearer' });
  expect(JSON.parse(token).refresh_token).toEqual(expect.any(String));
  const listed = await bench.output('rclone', 'lsf', `:dropbox,token='${token}':`);
  expect(listed).toBe('kept.txt\n');
});
