import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { send } from '../raw/raw-client.ts';

/** Requests as the integration of Home Assistant writes them, by way of python-dropbox-api and aiohttp. */

let emulator: DropboxEmulator;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
});

afterAll(() => emulator.close());

const call = (path: string, headers: Readonly<Record<string, string>>, body?: string) =>
  send(emulator.url, {
    path,
    headers: { Authorization: `Bearer ${emulator.account.accessToken}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });

it('asks for the account with a content type that is there and empty', async () => {
  const { status, json } = await call('/2/users/get_current_account', {
    'Content-Type': '',
    'Content-Length': '0',
  });
  expect([status, json.account_id]).toEqual([200, emulator.account.id]);
});

it('refuses that where there is a body', async () => {
  const { status, text } = await call('/2/check/user', { 'Content-Type': '' }, '{"query":"hi"}');
  expect(status).toBe(400);
  expect(text).toContain('Missing or empty HTTP "Content-Type" header.  Expecting one of');
});

it('uploads each backup by a session, which it finishes without a byte', async () => {
  const bytes = { 'Content-Type': 'application/octet-stream' };
  const start = await call(
    '/2/files/upload_session/start',
    { ...bytes, 'Dropbox-API-Arg': '{"close": false}' },
    'first',
  );
  const { session_id } = start.json;
  await call(
    '/2/files/upload_session/append_v2',
    {
      ...bytes,
      'Dropbox-API-Arg': `{"close": false, "cursor": {"session_id": "${session_id}", "offset": 5}}`,
    },
    'second',
  );
  const finish = await call(
    '/2/files/upload_session/finish',
    {
      ...bytes,
      'Content-Length': '0',
      'Dropbox-API-Arg':
        '{"commit": {"path": "/backup.tar", "mode": "add", "autorename": true, "mute": true, ' +
        `"strict_conflict": true}, "cursor": {"session_id": "${session_id}", "offset": 11}}`,
    },
    '',
  );
  expect(finish.json).toMatchObject({ path_lower: '/backup.tar', size: 11, property_groups: [] });
});
