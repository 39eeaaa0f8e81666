import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json, RawResponse } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

const session = (route: string, argument: Json, body: string | Uint8Array = '') =>
  api.upload(`files/upload_session/${route}`, argument, body);

async function start(argument: Json = {}, body: string | Uint8Array = ''): Promise<string> {
  const response = await session('start', argument, body);
  expect([response.status, Object.keys(response.json)]).toEqual([200, ['session_id']]);
  return response.json.session_id;
}

const append = (
  session_id: string,
  offset: number,
  body: string | Uint8Array,
  close = false,
  more: Json = {},
) => session('append_v2', { cursor: { session_id, offset }, close, ...more }, body);

const finish = (session_id: string, offset: number, path: string, body = '', more: Json = {}) =>
  session('finish', { cursor: { session_id, offset }, commit: { path, ...more } }, body);

const errorOf = ({ status, json }: RawResponse) => [status, json === null ? null : json?.error];
const refused = (tag: string, more: Json = {}) => [409, { '.tag': tag, ...more }];
const lookupFailed = (tag: string, more: Json = {}) =>
  refused('lookup_failed', { lookup_failed: { '.tag': tag, ...more } });

describe('a sequential session', () => {
  it('gathers bytes in order and becomes a file', async () => {
    const id = await start({}, 'one ');
    const appended = await append(id, 4, 'two ');
    expect([appended.status, appended.text]).toEqual([200, 'null']);
    const finished = await finish(id, 8, '/joined.txt', 'three');
    expect(finished.json).toMatchObject({ name: 'joined.txt', size: 13 });
    expect(finished.json).not.toHaveProperty('.tag');
    expect((await api.download('files/download', { path: '/joined.txt' })).text).toBe(
      'one two three',
    );
  });

  it('keeps large files byte by byte, with the hash of the service', async () => {
    const bytes = randomBytes(9 * 1024 * 1024 + 5);
    const id = await start({}, bytes.subarray(0, 5_000_000));
    await append(id, 5_000_000, bytes.subarray(5_000_000), true);
    const { json } = await finish(id, bytes.length, '/large.bin');
    const direct = await api.put('/direct.bin', bytes);
    expect(json.content_hash).toBe(direct.content_hash);
    const { bytes: back } = await api.download('files/download', { path: '/large.bin' });
    expect(back.equals(bytes)).toBe(true);
  });

  it('takes an empty append, and an empty file', async () => {
    const id = await start();
    expect((await append(id, 0, '')).status).toBe(200);
    expect((await finish(id, 0, '/nothing.bin')).json.size).toBe(0);
  });

  it('tells where to go on after a wrong offset', async () => {
    const id = await start({}, 'nine byte');
    expect(errorOf(await append(id, 4, 'x'))).toEqual(
      refused('incorrect_offset', { correct_offset: 9 }),
    );
    expect(errorOf(await finish(id, 4, '/x'))).toEqual(
      lookupFailed('incorrect_offset', { correct_offset: 9 }),
    );
  });

  it('takes nothing after it was closed', async () => {
    const id = await start({ close: true }, 'done');
    expect(errorOf(await append(id, 4, 'x'))).toEqual(refused('closed'));
    expect((await finish(id, 4, '/closed.txt')).status).toBe(200);
  });

  it('checks the hash of each request, and keeps nothing of one that is wrong', async () => {
    const id = await start({}, 'kept');
    const content_hash = '0'.repeat(64);
    expect(errorOf(await append(id, 4, 'lost', false, { content_hash }))).toEqual(
      refused('content_hash_mismatch'),
    );
    const appended = await append(id, 4, ' too');
    expect(appended.status).toBe(200);
    const argument = {
      cursor: { session_id: id, offset: 8 },
      commit: { path: '/h' },
      content_hash,
    };
    expect(errorOf(await session('finish', argument, '!'))).toEqual(
      refused('content_hash_mismatch'),
    );
    expect((await finish(id, 8, '/hash kept.txt')).json.size).toBe(8);
  });

  it('keeps nothing of an append whose client goes away', async () => {
    const id = await start({}, 'kept');
    const over = Promise.withResolvers<void>();
    const stopListening = emulator.requests.onRequest(({ route }) => {
      if (route.endsWith('append_v2')) over.resolve();
    });
    const outgoing = request(`${emulator.url}/2/files/upload_session/append_v2`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${emulator.account.accessToken}`,
        'Content-Type': 'application/octet-stream',
        'Content-Length': 2_000_000,
        'Dropbox-API-Arg': JSON.stringify({ cursor: { session_id: id, offset: 4 } }),
      },
    });
    outgoing.on('error', () => undefined);
    outgoing.write(randomBytes(1_000_000), () => outgoing.destroy());
    await over.promise;
    stopListening();
    expect((await append(id, 4, ' too')).status).toBe(200);
    expect((await finish(id, 8, '/gone away.txt')).json.size).toBe(8);
    expect((await api.download('files/download', { path: '/gone away.txt' })).text).toBe(
      'kept too',
    );
  });

  it('survives a commit that fails, with all its bytes', async () => {
    await api.put('/commit.txt', 'in the way');
    const id = await start({}, 'some ');
    const failed = await finish(id, 5, '/commit.txt', 'bytes');
    expect([failed.status, failed.json]).toEqual([
      409,
      {
        error: { '.tag': 'path', path: { '.tag': 'conflict', conflict: { '.tag': 'file' } } },
        error_summary: 'path/conflict/file/',
      },
    ]);
    expect((await finish(id, 10, '/commit 2.txt')).json.size).toBe(10);
  });

  it('makes the folders above its file, and none below another', async () => {
    const file = await finish(await start({}, 'x'), 1, '/Session/Folder/file.txt');
    expect(file.json.path_display).toBe('/Session/Folder/file.txt');
    const below = await finish(await start({}, 'x'), 1, '/session/folder/file.txt/x');
    expect(below.json.error_summary).toBe('path/conflict/file_ancestor/');
  });

  it('is over once it is a file', async () => {
    const id = await start({}, 'x');
    await finish(id, 1, '/over.txt');
    expect(errorOf(await append(id, 1, 'y'))).toEqual(refused('closed'));
    expect(errorOf(await finish(id, 1, '/over 2.txt'))).toEqual(lookupFailed('not_found'));
  });

  it('is unknown to others, and to everybody after seven days', async () => {
    const id = await start({}, 'x');
    const other = new ApiClient(emulator, { token: emulator.createAccount().accessToken });
    const stranger = await other.upload('files/upload_session/append_v2', {
      cursor: { session_id: id, offset: 1 },
    });
    expect(errorOf(stranger)).toEqual(refused('not_found'));
    expect(errorOf(await append('unknown', 0, 'x'))).toEqual(refused('not_found'));
    emulator.clock.advance(7 * 24 * 60 * 60 * 1000 - 1000);
    expect((await append(id, 1, 'y')).status).toBe(200);
    emulator.clock.advance(1000);
    expect(errorOf(await append(id, 2, 'z'))).toEqual(refused('not_found'));
    expect(errorOf(await finish(id, 2, '/x'))).toEqual(lookupFailed('not_found'));
  });

  it('takes the older form of append', async () => {
    const session_id = await start({}, 'a');
    const response = await session('append', { session_id, offset: 1 }, 'b');
    expect(response.status).toBe(200);
    expect((await finish(session_id, 2, '/v1.txt')).json.size).toBe(2);
  });
});

describe('a concurrent session', () => {
  const block = 4 * 1024 * 1024;
  const concurrent = { session_type: 'concurrent' };

  it('gathers parts in any order', async () => {
    const bytes = randomBytes(2 * block + 100);
    const id = await start(concurrent);
    expect((await append(id, block, bytes.subarray(block, 2 * block))).status).toBe(200);
    expect((await append(id, 0, bytes.subarray(0, block))).status).toBe(200);
    expect((await append(id, 2 * block, bytes.subarray(2 * block), true)).status).toBe(200);
    const { json } = await finish(id, bytes.length, '/parts.bin');
    expect(json.content_hash).toBe((await api.put('/parts 2.bin', bytes)).content_hash);
    const { bytes: back } = await api.download('files/download', { path: '/parts.bin' });
    expect(back.equals(bytes)).toBe(true);
  });

  it('takes parts at the same time', async () => {
    const bytes = randomBytes(6 * block);
    const id = await start(concurrent);
    const parts = Array.from({ length: 6 }, (_, index) => index * block);
    await Promise.all(
      parts.map((offset) =>
        append(id, offset, bytes.subarray(offset, offset + block), offset === 5 * block),
      ),
    );
    await finish(id, bytes.length, '/together.bin');
    const { bytes: back } = await api.download('files/download', { path: '/together.bin' });
    expect(back.equals(bytes)).toBe(true);
  });

  it('takes a part twice, as after a lost answer', async () => {
    const id = await start(concurrent);
    for (let time = 0; time < 2; time++) await append(id, 0, Buffer.alloc(block, 1));
    await append(id, block, 'end', true);
    expect((await finish(id, block + 3, '/repeated.bin')).json.size).toBe(block + 3);
  });

  it('starts empty and open', async () => {
    const data = await session('start', concurrent, 'x');
    expect(errorOf(data)).toEqual(refused('concurrent_session_data_not_allowed'));
    const closed = await session('start', { ...concurrent, close: true });
    expect(errorOf(closed)).toEqual(refused('concurrent_session_close_not_allowed'));
  });

  it('takes whole blocks only', async () => {
    const id = await start(concurrent);
    expect(errorOf(await append(id, 5, 'x'))).toEqual(refused('concurrent_session_invalid_offset'));
    expect(errorOf(await append(id, 0, 'x'))).toEqual(
      refused('concurrent_session_invalid_data_size'),
    );
  });

  it('ends where files do, a block below 2 TiB', async () => {
    const id = await start(concurrent);
    const limit = 2_199_019_061_248;
    expect(errorOf(await append(id, limit, 'x', true))).toEqual(refused('too_large'));
    expect(errorOf(await append(id, 2 ** 52, '', true))).toEqual(refused('too_large'));
    expect(errorOf(await append(id, 0, 'all', true))).toEqual([200, null]);
    expect((await finish(id, 3, '/still good.bin')).status).toBe(200);
  });

  it('finishes closed, whole, and without data', async () => {
    const id = await start(concurrent);
    expect(errorOf(await finish(id, 0, '/x'))).toEqual(refused('concurrent_session_not_closed'));
    await append(id, block, 'end', true);
    expect(errorOf(await finish(id, block + 3, '/x'))).toEqual(
      refused('concurrent_session_missing_data'),
    );
    expect(errorOf(await finish(id, block + 3, '/x', 'data'))).toEqual(
      refused('concurrent_session_data_not_allowed'),
    );
    await append(id, 0, Buffer.alloc(block));
    expect(errorOf(await finish(id, 1, '/x'))).toEqual(
      lookupFailed('incorrect_offset', { correct_offset: block + 3 }),
    );
    expect((await finish(id, block + 3, '/filled.bin')).status).toBe(200);
  });
});

describe('batches', () => {
  it('start many sessions', async () => {
    const { session_ids } = await api.ok('files/upload_session/start_batch', {
      num_sessions: 3,
      session_type: 'sequential',
    });
    expect(new Set(session_ids).size).toBe(3);
    expect((await append(session_ids[1], 0, 'x')).status).toBe(200);
  });

  it('append to many sessions, each by itself', async () => {
    const [first, second] = [await start({}, 'a'), await start({}, 'b')];
    const entries = [
      { cursor: { session_id: first, offset: 1 }, length: 3, close: true },
      { cursor: { session_id: second, offset: 9 }, length: 2 },
      { cursor: { session_id: 'unknown', offset: 0 }, length: 0 },
    ];
    const { json } = await session('append_batch', { entries }, 'oneno');
    expect(json.entries).toEqual([
      { '.tag': 'success' },
      { '.tag': 'failure', failure: { '.tag': 'incorrect_offset', correct_offset: 1 } },
      { '.tag': 'failure', failure: { '.tag': 'not_found' } },
    ]);
    expect((await finish(first, 4, '/batch append.txt')).json.size).toBe(4);
  });

  it('append nothing when the lengths or the hash are wrong', async () => {
    const session_id = await start();
    const entries = [{ cursor: { session_id, offset: 0 }, length: 3 }];
    const short = await session('append_batch', { entries }, 'xx');
    expect(errorOf(short)).toEqual(refused('length_mismatch'));
    const content_hash = '0'.repeat(64);
    const wrong = await session('append_batch', { entries, content_hash }, 'xxx');
    expect(errorOf(wrong)).toEqual(refused('content_hash_mismatch'));
    expect((await append(session_id, 0, 'fine')).status).toBe(200);
  });

  it('finish many sessions at once, each by itself', async () => {
    await api.put('/finish/taken.txt', 'other');
    const closed = () => start({ close: true }, 'data');
    const open = await start({}, 'data');
    const entry = (session_id: string, path: string, offset = 4) => ({
      cursor: { session_id, offset },
      commit: { path },
    });
    const entries = [
      entry(await closed(), '/finish/one.txt'),
      entry(open, '/finish/open.txt'),
      entry(await closed(), '/finish/taken.txt'),
      entry('unknown', '/finish/unknown.txt'),
      entry(await closed(), '/finish/offset.txt', 3),
      entry(await closed(), '/finish/two.txt'),
    ];
    const { status, json } = await api.rpc('files/upload_session/finish_batch_v2', { entries });
    expect(status).toBe(200);
    const failure = (error: Json) => ({ '.tag': 'failure', failure: error });
    const lookup = (error: Json) => failure({ '.tag': 'lookup_failed', lookup_failed: error });
    expect(json.entries).toEqual([
      expect.objectContaining({ '.tag': 'success', name: 'one.txt', size: 4 }),
      lookup({ '.tag': 'not_closed' }),
      failure({ '.tag': 'path', path: { '.tag': 'conflict', conflict: { '.tag': 'file' } } }),
      lookup({ '.tag': 'not_found' }),
      lookup({ '.tag': 'incorrect_offset', correct_offset: 4 }),
      expect.objectContaining({ '.tag': 'success', name: 'two.txt' }),
    ]);
  });

  it('finish as a job in the older form', async () => {
    const session_id = await start({ close: true }, 'x');
    const entries = [{ cursor: { session_id, offset: 1 }, commit: { path: '/job.txt' } }];
    const launched = await api.ok('files/upload_session/finish_batch', { entries });
    expect(launched).toEqual({
      '.tag': 'async_job_id',
      async_job_id: expect.stringMatching(/^dbjid:/),
    });
    const done = await api.job('files/upload_session/finish_batch/check', launched);
    expect(done).toMatchObject({ '.tag': 'complete', entries: [{ '.tag': 'success' }] });
  });

  it('takes a session once', async () => {
    const session_id = await start({ close: true }, 'x');
    const entries = ['/once.txt', '/twice.txt'].map((path) => ({
      cursor: { session_id, offset: 1 },
      commit: { path },
    }));
    const { entries: outcomes } = await api.ok('files/upload_session/finish_batch_v2', { entries });
    expect(outcomes.map((outcome: Json) => outcome['.tag'])).toEqual(['success', 'failure']);
  });
});

describe('results without content', () => {
  it('are empty when told so', async () => {
    emulator.setBehaviour({ voidResult: 'empty' });
    const response = await append(await start(), 0, 'x');
    emulator.setBehaviour({ voidResult: 'null' });
    expect([response.status, response.bytes.length, response.type]).toEqual([200, 0, undefined]);
  });
});
