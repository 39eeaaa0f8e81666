import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../src/index.ts';
import { ApiClient } from './raw/api-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeEach(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterEach(() => emulator.close());

async function seconds(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

describe('latency', () => {
  it('comes before each request, and more for some routes', async () => {
    emulator.setConditions({
      latency: { min: 50, max: 60 },
      routeLatency: { 'files/*': 100, 'files/get_metadata': 100 },
    });
    const check = await seconds(() => api.rpc('check/user', {}));
    const listing = await seconds(() => api.rpc('files/list_folder', { path: '' }));
    const look = await seconds(() => api.rpc('files/get_metadata', { path: '/x' }));
    expect(check).toBeGreaterThan(0.045);
    expect(listing).toBeGreaterThan(0.145);
    expect(look).toBeGreaterThan(0.245);
    emulator.resetConditions();
    expect(emulator.conditions.latency).toBe(0);
  });
});

describe('bandwidth', () => {
  const size = 100_000;
  const body = Buffer.alloc(size, 1);

  it('limits each connection, up and down', async () => {
    await api.put('/file.bin', body);
    emulator.setConditions({ connectionBandwidth: { up: 400_000, down: 400_000 } });
    expect(await seconds(() => api.put('/up.bin', body))).toBeGreaterThan(0.2);
    const download = () => api.download('files/download', { path: '/file.bin' });
    expect(await seconds(download)).toBeGreaterThan(0.2);
    expect((await download()).bytes.equals(body)).toBe(true);
  });

  it('limits all connections together', async () => {
    await api.put('/file.bin', body);
    emulator.setConditions({ totalBandwidth: { down: 800_000 } });
    const download = () => api.download('files/download', { path: '/file.bin' });
    expect(await seconds(() => Promise.all([download(), download(), download()]))).toBeGreaterThan(
      0.3,
    );
  });
});

describe('a rate limit', () => {
  it('refuses what is too much for one app and user, and tells how long', async () => {
    emulator.setConditions({ rateLimit: { requests: 2, period: 60, retryAfter: 15 } });
    const other = new ApiClient(emulator, { token: emulator.createAccount().accessToken });
    const call = (client = api) => client.rpc('check/user', {});
    expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
    const refused = await call();
    expect([refused.status, refused.headers['retry-after'], refused.json]).toEqual([
      429,
      '15',
      {
        error: { reason: { '.tag': 'too_many_requests' }, retry_after: 15 },
        error_summary: 'too_many_requests/',
      },
    ]);
    expect((await call(other)).status).toBe(200);
    emulator.clock.advance(60_000);
    expect((await call()).status).toBe(200);
  });

  it('leaves out the wait that clients assume anyway', async () => {
    emulator.setConditions({ rateLimit: { requests: 0, period: 60, retryAfter: 1 } });
    const { json, headers } = await api.rpc('check/user', {});
    expect([json.error, headers['retry-after']]).toEqual([
      { reason: { '.tag': 'too_many_requests' } },
      '1',
    ]);
  });
});

describe('the lock of a namespace', () => {
  const put = (name: string) => api.upload('files/upload', { path: `/${name}` }, name);

  it('lets writers in one after the other', async () => {
    emulator.setConditions({ writeDuration: 60 });
    const writes = () => Promise.all(['a', 'b', 'c', 'd'].map(put));
    expect(await seconds(writes)).toBeGreaterThan(0.22);
    const { entries } = await api.ok('files/list_folder', { path: '' });
    expect(entries).toHaveLength(4);
  });

  it('does not hold up readers, nor writers elsewhere', async () => {
    const other = new ApiClient(emulator, { token: emulator.createAccount().accessToken });
    emulator.setConditions({ writeDuration: 10_000 });
    const writing = put('slow');
    expect((await api.rpc('files/list_folder', { path: '' })).status).toBe(200);
    emulator.setConditions({ writeDuration: 0 });
    await other.put('/elsewhere');
    emulator.clock.advance(10_000);
    expect((await writing).status).toBe(200);
  });

  it('turns writers away when there are too many, with a 429', async () => {
    emulator.setConditions({
      writeDuration: 10_000,
      writerLimit: { maxWriters: 1, refusal: 'rate-limit' },
    });
    const writes = [put('first'), put('second')];
    // One of them has the lock until the clock moves, so the other is answered first.
    const refused = await Promise.race(writes);
    expect([refused.status, refused.json]).toEqual([
      429,
      {
        error: { reason: { '.tag': 'too_many_write_operations' } },
        error_summary: 'too_many_write_operations/',
      },
    ]);
    emulator.clock.advance(10_000);
    const statuses = (await Promise.all(writes)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 429]);
  });

  it('turns them away with the error of the route where told so', async () => {
    emulator.setConditions({ writerLimit: { maxWriters: 0, refusal: 'route-error' } });
    const busy = { '.tag': 'too_many_write_operations' };
    const upload = await put('x');
    expect(upload.json.error).toMatchObject({ '.tag': 'path', reason: busy });
    const errorOf = async (route: string, argument: object) =>
      (await api.rpc(route, argument)).json.error;
    expect(await errorOf('files/create_folder_v2', { path: '/x' })).toEqual({
      '.tag': 'path',
      path: busy,
    });
    expect(await errorOf('files/delete_v2', { path: '/x' })).toEqual(busy);
    expect(await errorOf('files/move_v2', { from_path: '/x', to_path: '/y' })).toEqual({
      '.tag': 'to',
      to: busy,
    });
  });

  it.each(['rate-limit', 'route-error'] as const)('turns jobs away too, by %s', async (refusal) => {
    emulator.setConditions({ writerLimit: { maxWriters: 0, refusal } });
    const busy = { '.tag': 'too_many_write_operations' };
    const session_id = (await api.upload('files/upload_session/start', { close: true })).json
      .session_id;
    const relocations = { entries: [{ from_path: '/x', to_path: '/y' }] };
    const commits = { entries: [{ cursor: { session_id, offset: 0 }, commit: { path: '/x' } }] };
    const failure = (error: object) => ({
      '.tag': 'complete',
      entries: [{ '.tag': 'failure', failure: error }],
    });
    for (const [launch, argument, check, outcome] of [
      ['move_batch_v2', relocations, 'move_batch/check_v2', failure(busy)],
      ['copy_batch_v2', relocations, 'copy_batch/check_v2', failure(busy)],
      ['upload_session/finish_batch', commits, 'upload_session/finish_batch/check', failure(busy)],
      [
        'create_folder_batch',
        { paths: ['/x'], force_async: true },
        'create_folder_batch/check',
        failure({ '.tag': 'path', path: busy }),
      ],
      [
        'delete_batch',
        { entries: [{ path: '/x' }] },
        'delete_batch/check',
        { '.tag': 'failed', failed: busy },
      ],
      ['move_batch', relocations, 'move_batch/check', { '.tag': 'failed', failed: busy }],
    ] as const) {
      const job = await api.job(`files/${check}`, await api.ok(`files/${launch}`, argument));
      expect([launch, job]).toEqual([launch, outcome]);
    }
  });

  it('turns batches away that have no job', async () => {
    const busy = { '.tag': 'too_many_write_operations' };
    const folders = () => api.rpc('files/create_folder_batch', { paths: ['/x'] });
    const finish = () => api.rpc('files/upload_session/finish_batch_v2', { entries: commits });
    const commits = [{ cursor: { session_id: 'none', offset: 0 }, commit: { path: '/x' } }];
    emulator.setConditions({ writerLimit: { maxWriters: 0, refusal: 'rate-limit' } });
    expect([(await folders()).status, (await finish()).status]).toEqual([429, 429]);
    emulator.setConditions({ writerLimit: { maxWriters: 0, refusal: 'route-error' } });
    expect((await folders()).json.entries).toEqual([
      { '.tag': 'failure', failure: { '.tag': 'path', path: busy } },
    ]);
    expect((await finish()).json.entries).toEqual([{ '.tag': 'failure', failure: busy }]);
  });
});
