import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { send } from '../raw/raw-client.ts';

/**
 * Some functions took no argument once, and got one later of which every field may be left out. Clients that are older
 * than the argument call them without it, WebService::Dropbox for Perl among them.
 */

let emulator: DropboxEmulator;
let authorization: { readonly Authorization: string };

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  authorization = { Authorization: `Bearer ${emulator.account.accessToken}` };
});

afterAll(() => emulator.close());

describe('a function whose argument has a default', () => {
  it('is called without the header', async () => {
    const response = await send(emulator.url, {
      path: '/2/files/upload_session/start',
      headers: { ...authorization, 'Content-Type': 'application/octet-stream' },
      body: 'bytes',
    });
    expect(response.status).toBe(200);
    expect(response.json.session_id).toEqual(expect.any(String));
  });

  it.each([
    ['null', { 'Content-Type': 'application/json' }, 'null'],
    ['nothing', {}, undefined],
  ])('is called with %s for a body', async (_name, headers, body) => {
    const response = await send(emulator.url, {
      path: '/2/sharing/list_folders',
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    expect(response).toMatchObject({ status: 200, json: { entries: [] } });
  });
});

describe('a function that needs an argument', () => {
  it('is not called without the header', async () => {
    const response = await send(emulator.url, {
      path: '/2/files/upload',
      headers: { ...authorization, 'Content-Type': 'application/octet-stream' },
      body: 'bytes',
    });
    expect(response).toMatchObject({ status: 400, type: 'text/plain' });
    expect(response.text).toContain('Must provide HTTP header "Dropbox-API-Arg"');
  });

  it('is not called with null', async () => {
    const response = await send(emulator.url, {
      path: '/2/files/list_folder',
      headers: { ...authorization, 'Content-Type': 'application/json' },
      body: 'null',
    });
    expect(response.status).toBe(400);
    expect(response.text).toContain('expected object, got null');
  });
});
