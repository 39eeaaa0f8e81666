import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';

let emulator: DropboxEmulator;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
});

afterAll(() => emulator.close());

/** Libraries that put the `token_type` of the token endpoint before the token have met this with the service too. */
it('takes tokens by the scheme Bearer, and not by the name that the token endpoint gives it', async () => {
  const { accessToken, refreshToken } = emulator.account;
  const { key, secret } = emulator.app;
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: key,
    client_secret: secret,
  });
  const granted = await fetch(`${emulator.url}/oauth2/token`, { method: 'POST', body: form });
  const { token_type: type } = (await granted.json()) as { token_type: string };
  expect(type).toBe('bearer');
  const api = new ApiClient(emulator, { token: null });
  const check = (scheme: string) =>
    api.rpc('check/user', {}, { Authorization: `${scheme} ${accessToken}` });
  expect((await check('Bearer')).status).toBe(200);
  const refused = await check(type);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('Expecting "Bearer <oauth2-access-token>"');
});
