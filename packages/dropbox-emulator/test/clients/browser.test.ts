import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { type RawResponse, send } from '../raw/raw-client.ts';

/** Requests as pages send them: browsers ask first whether they may, and hide what they were not told to show. */

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
  await api.put('/file.txt', 'content');
});

afterAll(() => emulator.close());

const origin = { Origin: 'https://notes.example' };

function preflight(path: string): Promise<RawResponse> {
  return send(emulator.url, {
    method: 'OPTIONS',
    path,
    headers: {
      ...origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,dropbox-api-arg',
    },
  });
}

describe('a preflight', () => {
  it.each([
    '/2/files/upload',
    '/content/2/files/download',
    '/notify/2/files/list_folder/longpoll',
    '/oauth2/token',
    '/apitul/1/some-link',
  ])('lets pages of any origin call %s', async (path) => {
    const { status, headers, text } = await preflight(path);
    expect({ status, text }).toEqual({ status: 200, text: '' });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-methods']).toContain('POST');
    expect(headers['access-control-allow-headers']).toBe(
      'authorization,content-type,dropbox-api-arg',
    );
  });

  it('is refused where the page says that it wants none', async () => {
    const { status, type, headers } = await preflight('/2/files/upload?reject_cors_preflight=true');
    expect({ status, type }).toEqual({ status: 400, type: 'text/plain' });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each([
    '/emulator/faults',
    '/www/oauth2/authorize',
  ])('lets nobody else into %s', async (path) => {
    const { headers } = await preflight(path);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('is no request of the route', async () => {
    emulator.requests.reset();
    await preflight('/2/files/upload');
    expect(emulator.requests.of('files/upload').requests).toBe(0);
    expect(emulator.requests.of('preflight').requests).toBe(1);
  });
});

describe('an answer', () => {
  it('may be read by pages, with the result of a download', async () => {
    const { status, headers } = await api.download('files/download', { path: '/file.txt' }, origin);
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-expose-headers']?.toLowerCase()).toContain('dropbox-api-result');
  });

  it('may be read when it is a refusal too', async () => {
    emulator.faults.add({ route: 'check/user', fault: { kind: 'rate-limit' } });
    const limited = await api.rpc('check/user', {}, origin);
    const missing = await api.rpc('files/get_metadata', { path: '/none' }, origin);
    expect([limited.status, missing.status]).toEqual([429, 409]);
    for (const { headers } of [limited, missing]) {
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['access-control-expose-headers']?.toLowerCase()).toContain('retry-after');
    }
  });

  it('has nothing of it for clients that are no pages', async () => {
    const { headers } = await api.rpc('check/user', {});
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('a call without a preflight', () => {
  const hack = { ...origin, 'Content-Type': 'text/plain; charset=dropbox-cors-hack' };
  const query = (parameters: Record<string, string>) =>
    new URLSearchParams({
      authorization: `Bearer ${emulator.account.accessToken}`,
      reject_cors_preflight: 'true',
      ...parameters,
    });

  it('has everything but the body in the address', async () => {
    const uploaded = await send(emulator.url, {
      path: `/2/files/upload?${query({ arg: '{"path":"/páge.txt"}' })}`,
      headers: hack,
      body: 'from a page',
    });
    expect(uploaded.json).toMatchObject({ name: 'páge.txt', size: 11 });
    const downloaded = await send(emulator.url, {
      method: 'GET',
      path: `/2/files/download?${query({ arg: '{"path":"/páge.txt"}' })}`,
      headers: origin,
    });
    expect(downloaded.text).toBe('from a page');
    const listed = await send(emulator.url, {
      path: `/2/files/list_folder?${query({})}`,
      headers: hack,
      body: '{"path":""}',
    });
    expect(listed.json.entries).toHaveLength(2);
  });

  it('refreshes a token', async () => {
    const { account, app } = emulator;
    const { status, headers, json } = await send(emulator.url, {
      path: `/oauth2/token?${new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: account.refreshToken,
        client_id: app.key,
        client_secret: app.secret,
        reject_cors_preflight: 'true',
      })}`,
      headers: hack,
    });
    expect({ status, type: json.token_type }).toEqual({ status: 200, type: 'bearer' });
    expect(headers['access-control-allow-origin']).toBe('*');
  });
});
