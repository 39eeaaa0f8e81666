import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DropboxEmulator, type Fault, startDropboxEmulator } from '../src/index.ts';
import { ApiClient } from './raw/api-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeEach(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterEach(() => emulator.close());

const check = () => api.rpc('check/user', {});

function breakNext(route: string, fault: Fault): void {
  emulator.faults.add({ route, fault });
}

describe('a script', () => {
  it('skips, strikes so often, and is over', async () => {
    emulator.faults.add({
      route: 'check/*',
      fault: { kind: 'status', status: 503 },
      skip: 1,
      count: 2,
    });
    await api.rpc('files/list_folder', { path: '' });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call++) statuses.push((await check()).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(emulator.faults.pending).toEqual([]);
  });

  it('goes through its rules in order', async () => {
    emulator.faults.add(
      { route: 'check/user', fault: { kind: 'status', status: 500 } },
      { route: '*', fault: { kind: 'status', status: 502 } },
    );
    expect([(await check()).status, (await check()).status]).toEqual([500, 502]);
  });

  it('can be cleared', async () => {
    breakNext('*', { kind: 'reset' });
    emulator.faults.clear();
    expect((await check()).status).toBe(200);
  });
});

describe('a connection', () => {
  it('is reset before anything happens', async () => {
    breakNext('files/create_folder_v2', { kind: 'reset' });
    const create = api.rpc('files/create_folder_v2', { path: '/x' });
    await expect(create).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await api.rpc('files/get_metadata', { path: '/x' })).status).toBe(409);
  });

  it('is reset after all has happened', async () => {
    breakNext('files/create_folder_v2', { kind: 'lost-response' });
    const create = api.rpc('files/create_folder_v2', { path: '/x' });
    await expect(create).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await api.rpc('files/get_metadata', { path: '/x' })).status).toBe(200);
  });

  it('is stalled for a time', async () => {
    breakNext('check/user', { kind: 'stall', milliseconds: 60 });
    const start = performance.now();
    expect((await check()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it('is stalled until the client gives up', async () => {
    breakNext('check/user', { kind: 'stall' });
    const headers = { Authorization: `Bearer ${emulator.account.accessToken}` };
    const signal = AbortSignal.timeout(50);
    const call = fetch(`${emulator.url}/2/check/user`, { method: 'POST', headers, signal });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('an answer', () => {
  it('is an empty 503', async () => {
    breakNext('check/user', { kind: 'status', status: 503, retryAfter: 7 });
    const { status, bytes, headers } = await check();
    expect([status, bytes.length, headers['retry-after']]).toEqual([503, 0, '7']);
  });

  it('is a page of the front end', async () => {
    breakNext('check/user', { kind: 'status', status: 502, body: 'Bad gateway' });
    const { status, headers, text } = await check();
    expect([status, headers['content-type'], text]).toEqual([
      502,
      'text/plain; charset=utf-8',
      'Bad gateway',
    ]);
  });

  it.each([
    ['json', 'application/json'],
    ['text', 'text/plain'],
    ['empty', undefined],
  ] as const)('is a 429 as %s', async (form, type) => {
    breakNext('check/user', { kind: 'rate-limit', form, retryAfter: 3 });
    const response = await check();
    expect([response.status, response.type, response.headers['retry-after']]).toEqual([
      429,
      type,
      '3',
    ]);
  });

  it.each([
    [{ kind: 'expired-token' }, 401, 'expired_access_token/'],
    [{ kind: 'invalid-token' }, 401, 'invalid_access_token/'],
    [{ kind: 'reset-cursor' }, 409, 'reset/'],
    [
      { kind: 'rate-limit', reason: 'too_many_write_operations' },
      429,
      'too_many_write_operations/',
    ],
    [
      {
        kind: 'access-error',
        error: {
          '.tag': 'invalid_account_type',
          invalid_account_type: { '.tag': 'feature' },
        },
      },
      403,
      'invalid_account_type/feature/',
    ],
    [
      {
        kind: 'route-error',
        error: { '.tag': 'path', path: { '.tag': 'restricted_content' } },
      },
      409,
      'path/restricted_content/',
    ],
  ] as const)('is %j', async (fault, status, summary) => {
    breakNext('check/user', fault);
    const response = await check();
    expect([response.status, response.json.error_summary]).toEqual([status, summary]);
  });
});

describe('a body', () => {
  const content = Buffer.alloc(100_000, 'x');
  const download = () => api.download('files/download', { path: '/file' });

  beforeEach(() => api.put('/file', content));

  it('stops short of its length', async () => {
    breakNext('files/download', { kind: 'truncated-body', afterBytes: 70_000 });
    const response = await fetch(`${emulator.url}/2/files/download`, {
      headers: {
        Authorization: `Bearer ${emulator.account.accessToken}`,
        'Dropbox-API-Arg': '{"path":"/file"}',
      },
    });
    expect(response.headers.get('content-length')).toBe('100000');
    let received = 0;
    const read = async (): Promise<void> => {
      for await (const bytes of response.body ?? []) received += bytes.length;
    };
    await expect(read()).rejects.toThrow('terminated');
    expect(received).toBe(70_000);
  });

  it('pauses on its way', async () => {
    breakNext('files/download', { kind: 'stalled-body', afterBytes: 10, milliseconds: 60 });
    const start = performance.now();
    expect((await download()).bytes.equals(content)).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it('is wrong in one bit', async () => {
    breakNext('files/download', { kind: 'corrupt-body', atByte: 80_000 });
    const { bytes } = await download();
    const wrong = [...bytes.entries()].filter(([, byte]) => byte !== 'x'.charCodeAt(0));
    expect(wrong.map(([index]) => index)).toEqual([80_000]);
  });

  it('is followed by bytes that are not its own', async () => {
    breakNext('files/download', { kind: 'surplus-body', bytes: 1000 });
    // A client that goes by the length sees nothing of them.
    expect((await download()).bytes.equals(content)).toBe(true);
  });
});

describe('what was just made', () => {
  it('is not found for some look-ups', async () => {
    breakNext('files/create_folder_v2', { kind: 'delayed-visibility', lookUps: 2 });
    await api.ok('files/create_folder_v2', { path: '/new' });
    const move = { from_path: '/new', to_path: '/newer' };
    expect((await api.rpc('files/move_v2', move)).json.error_summary).toBe(
      'from_lookup/not_found/',
    );
    expect((await api.rpc('files/get_metadata', { path: '/new' })).json.error_summary).toBe(
      'path/not_found/',
    );
    expect((await api.rpc('files/move_v2', move)).status).toBe(200);
  });
});
