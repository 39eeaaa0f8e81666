import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';

let emulator: DropboxEmulator;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
});

afterAll(() => emulator.close());

/** Libraries that put the `token_type` of the token endpoint before the token send it in small letters. */
it.each(['Bearer', 'bearer', 'BEARER'])('takes tokens by the scheme %s', async (scheme) => {
  const api = new ApiClient(emulator, { token: null });
  const authorization = { Authorization: `${scheme} ${emulator.account.accessToken}` };
  expect((await api.rpc('check/user', {}, authorization)).status).toBe(200);
});

it.each(['Basic', 'basic'])('takes keys of apps by the scheme %s', async (scheme) => {
  const { key, secret } = emulator.app;
  const api = new ApiClient(emulator, { token: null });
  const credentials = Buffer.from(`${key}:${secret}`).toString('base64');
  const authorization = { Authorization: `${scheme} ${credentials}` };
  expect((await api.rpc('check/app', {}, authorization)).status).toBe(200);
});
