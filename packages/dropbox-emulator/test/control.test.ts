import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../src/index.ts';
import { ApiClient } from './raw/api-client.ts';
import { type Json, type RawResponse, send } from './raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

const control = (method: string, path: string, body?: Json): Promise<RawResponse> =>
  send(emulator.url, {
    method,
    path: `/emulator${path}`,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('the controls over HTTP', () => {
  it('tell what is there', async () => {
    const { status, json } = await control('GET', '');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      accounts: [{ id: emulator.account.id, email: emulator.account.email }],
      apps: [{ key: emulator.app.key, access: 'full' }],
      now: expect.stringMatching(/Z$/),
    });
  });

  it('count requests and bytes by route, but not their own', async () => {
    await control('DELETE', '/requests');
    await api.put('/counted', Buffer.alloc(1000));
    const { json } = await control('GET', '/requests');
    expect(json.routes).toEqual({
      'files/upload': { requests: 1, received: 1000, sent: expect.any(Number) },
    });
    expect(json.total).toEqual(json.routes['files/upload']);
  });

  it('set conditions and behaviour, and take limits away again', async () => {
    const limit = { requests: 5, period: 60, retryAfter: 2 };
    const set = await control('PATCH', '/conditions', { latency: 1, rateLimit: limit });
    expect(set.json).toMatchObject({ latency: 1, rateLimit: limit });
    await control('PATCH', '/conditions', { rateLimit: null });
    expect(emulator.conditions.rateLimit).toBeUndefined();
    await control('DELETE', '/conditions');
    expect((await control('GET', '/conditions')).json.latency).toBe(0);
    await control('PATCH', '/behaviour', { pageSize: 7 });
    expect((await control('GET', '/behaviour')).json.pageSize).toBe(7);
    await control('PATCH', '/behaviour', { pageSize: { min: 2, max: 2 }, longpollBackoff: 5 });
    expect(emulator.behaviour).toMatchObject({ pageSize: { min: 2, max: 2 }, longpollBackoff: 5 });
    await control('PATCH', '/behaviour', { pageSize: 500, longpollBackoff: null });
    expect(emulator.behaviour.longpollBackoff).toBeUndefined();
  });

  it('script faults', async () => {
    const rules = [{ route: 'check/user', fault: { kind: 'status', status: 503 }, count: 2 }];
    await control('POST', '/faults', rules);
    expect((await api.rpc('check/user', {})).status).toBe(503);
    expect((await control('GET', '/faults')).json.pending).toMatchObject([{ count: 1 }]);
    await control('DELETE', '/faults');
    expect((await api.rpc('check/user', {})).status).toBe(200);
  });

  it('make accounts, teams, apps and tokens', async () => {
    const account = (await control('POST', '/accounts', { givenName: 'Ada', quota: 10 })).json;
    const client = new ApiClient(emulator, { token: account.accessToken });
    expect((await client.ok('users/get_current_account', null)).name.given_name).toBe('Ada');
    await control('PATCH', '/accounts', { account: account.id, quota: 20 });
    const usage = await client.ok('users/get_space_usage', null);
    expect(usage.allocation.allocated).toBe(20);
    const team = (await control('POST', '/teams', { name: 'Acme' })).json;
    const member = (await control('POST', '/accounts', { team: team.id })).json;
    expect(member.rootNamespace).toBe(team.rootNamespace);
    const folder = await control('POST', '/team-folders', { team: team.id, name: 'Plans' });
    expect(folder.json.id).toMatch(/^\d+$/);
    const app = (await control('POST', '/apps', { name: 'Other', access: 'app-folder' })).json;
    const tokens = await control('POST', '/tokens', { app: app.key, account: account.id });
    expect(tokens.json.accessToken).toMatch(/^sl\./);
    await control('POST', '/tokens/expire', { account: account.id });
    expect((await client.rpc('check/user', {})).json.error['.tag']).toBe('expired_access_token');
    await control('PATCH', '/accounts', { account: account.id, suspended: true });
    expect(await control('PATCH', '/accounts', { account: 'nobody', quota: 1 })).toMatchObject({
      status: 400,
      json: { error: 'There is no account nobody.' },
    });
  });

  it('put files into an account', async () => {
    const { json } = await control('POST', '/files', {
      entries: [
        { kind: 'folder', path: '/Seeded' },
        { kind: 'file', path: '/Seeded/text.txt', content: 'text', modifiedAt: 1_000_000_000_000 },
        { kind: 'file', path: '/Seeded/bytes.bin', content: { base64: 'AAEC' } },
        { kind: 'generated', path: '/Seeded/big.bin', size: 5_000_000, seed: 3 },
        { kind: 'file', path: '/Seeded/bad\\name', content: '' },
      ],
    });
    expect(json).toEqual({
      files: 3,
      folders: 1,
      bytes: 5_000_007,
      skipped: [{ path: '/Seeded/bad\\name', reason: 'malformed_path' }],
    });
    const text = await api.ok('files/get_metadata', { path: '/seeded/text.txt' });
    expect(text.client_modified).toBe('2001-09-09T01:46:40Z');
    const bytes = await api.download('files/download', { path: '/seeded/bytes.bin' });
    expect([...bytes.bytes]).toEqual([0, 1, 2]);
  });

  it('share folders, reset cursors, and move the clock', async () => {
    const guest = emulator.createAccount();
    await api.put('/Handed/x.txt');
    const shared = await control('POST', '/shared-folders', {
      path: '/handed',
      members: [{ account: guest.id, access: 'viewer' }],
    });
    const client = new ApiClient(emulator, { token: guest.accessToken });
    const mounted = await client.ok('sharing/mount_folder', { shared_folder_id: shared.json.id });
    expect(mounted.name).toBe('Handed');
    const { cursor } = await api.ok('files/list_folder', { path: '' });
    await control('POST', '/cursors/reset', {});
    const reset = await api.rpc('files/list_folder/continue', { cursor });
    expect(reset.json.error_summary).toBe('reset/');
    const before = emulator.clock.now();
    await control('POST', '/clock/advance', { milliseconds: 60_000 });
    expect(emulator.clock.now() - before).toBeGreaterThanOrEqual(60_000);
  });

  it.each([
    ['GET', '/nowhere', undefined, 404, 'There is no GET /emulator/nowhere.'],
    ['POST', '/requests', {}, 405, 'There is no POST /emulator/requests.'],
    ['PATCH', '/conditions', { latency: -1 }, 400, 'latency'],
    ['PATCH', '/conditions', { latencyy: 1 }, 400, 'latencyy'],
    ['PATCH', '/behaviour', { pageSize: { min: 5, max: 2 } }, 400, 'min is above max'],
    ['POST', '/faults', [{ route: '*', fault: { kind: 'earthquake' } }], 400, 'kind'],
    ['POST', '/webhooks', { uri: 'https://example.com' }, 400, 'not an address of this machine'],
  ])('refuse %s %s with %j', async (method, path, body, status, text) => {
    const response = await control(method, path, body);
    expect([response.status, Object.keys(response.json)]).toEqual([status, ['error']]);
    expect(response.json.error).toContain(text);
  });
});

describe('the request log', () => {
  it('is a line of JSON for each request', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-log-'));
    const requestLog = join(folder, 'requests.jsonl');
    const logged = await startDropboxEmulator({ requestLog });
    const client = new ApiClient(logged);
    await client.put('/a', 'abc');
    await client.rpc('files/get_metadata', { path: '/none' });
    await logged.close();
    const lines = (await readFile(requestLog, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { route: 'files/upload', method: 'POST', status: 200, received: 3 },
      {
        route: 'files/get_metadata',
        status: 409,
        error: 'path/not_found/',
        requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
        time: expect.stringMatching(/Z$/),
        milliseconds: expect.any(Number),
      },
    ]);
    await rm(folder, { recursive: true });
  });
});
