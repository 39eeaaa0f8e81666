import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { errorOf, lookupFailed, refused, SessionCalls } from './session-calls.ts';

let emulator: DropboxEmulator;
let api: ApiClient;
const sessions = new SessionCalls(() => api);

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

describe('a sequential session', () => {
  it('gathers bytes in order and becomes a file', async () => {
    const id = await sessions.start({}, 'one ');
    const appended = await sessions.append(id, 4, 'two ');
    expect([appended.status, appended.text]).toEqual([200, 'null']);
    const finished = await sessions.finish(id, 8, '/joined.txt', 'three');
    expect(finished.json).toMatchObject({ name: 'joined.txt', size: 13 });
    expect(finished.json).not.toHaveProperty('.tag');
    expect((await api.download('files/download', { path: '/joined.txt' })).text).toBe(
      'one two three',
    );
  });

  it('keeps large files byte by byte, with the hash of the service', async () => {
    const bytes = randomBytes(9 * 1024 * 1024 + 5);
    const id = await sessions.start({}, bytes.subarray(0, 5_000_000));
    await sessions.append(id, 5_000_000, bytes.subarray(5_000_000), true);
    const { json } = await sessions.finish(id, bytes.length, '/large.bin');
    const direct = await api.put('/direct.bin', bytes);
    expect(json.content_hash).toBe(direct.content_hash);
    const { bytes: back } = await api.download('files/download', { path: '/large.bin' });
    expect(back.equals(bytes)).toBe(true);
  });

  it('takes an empty append, and an empty file', async () => {
    const id = await sessions.start();
    expect((await sessions.append(id, 0, '')).status).toBe(200);
    expect((await sessions.finish(id, 0, '/nothing.bin')).json.size).toBe(0);
  });

  it('tells where to go on after a wrong offset', async () => {
    const id = await sessions.start({}, 'nine byte');
    expect(errorOf(await sessions.append(id, 4, 'x'))).toEqual(
      refused('incorrect_offset', { correct_offset: 9 }),
    );
    expect(errorOf(await sessions.finish(id, 4, '/x'))).toEqual(
      lookupFailed('incorrect_offset', { correct_offset: 9 }),
    );
  });

  it('takes nothing after it was closed', async () => {
    const id = await sessions.start({ close: true }, 'done');
    expect(errorOf(await sessions.append(id, 4, 'x'))).toEqual(refused('closed'));
    expect((await sessions.finish(id, 4, '/closed.txt')).status).toBe(200);
  });

  it('checks the hash of each request, and keeps nothing of one that is wrong', async () => {
    const id = await sessions.start({}, 'kept');
    const content_hash = '0'.repeat(64);
    expect(errorOf(await sessions.append(id, 4, 'lost', false, { content_hash }))).toEqual(
      refused('content_hash_mismatch'),
    );
    const appended = await sessions.append(id, 4, ' too');
    expect(appended.status).toBe(200);
    const argument = {
      cursor: { session_id: id, offset: 8 },
      commit: { path: '/h' },
      content_hash,
    };
    expect(errorOf(await sessions.call('finish', argument, '!'))).toEqual(
      refused('content_hash_mismatch'),
    );
    expect((await sessions.finish(id, 8, '/hash kept.txt')).json.size).toBe(8);
  });

  it('keeps nothing of an append whose client goes away', async () => {
    const id = await sessions.start({}, 'kept');
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
    expect((await sessions.append(id, 4, ' too')).status).toBe(200);
    expect((await sessions.finish(id, 8, '/gone away.txt')).json.size).toBe(8);
    expect((await api.download('files/download', { path: '/gone away.txt' })).text).toBe(
      'kept too',
    );
  });

  it('survives a commit that fails, with all its bytes', async () => {
    await api.put('/commit.txt', 'in the way');
    const id = await sessions.start({}, 'some ');
    const failed = await sessions.finish(id, 5, '/commit.txt', 'bytes');
    expect([failed.status, failed.json]).toEqual([
      409,
      {
        error: { '.tag': 'path', path: { '.tag': 'conflict', conflict: { '.tag': 'file' } } },
        error_summary: 'path/conflict/file/',
      },
    ]);
    expect((await sessions.finish(id, 10, '/commit 2.txt')).json.size).toBe(10);
  });

  it('makes the folders above its file, and none below another', async () => {
    const file = await sessions.finish(
      await sessions.start({}, 'x'),
      1,
      '/Session/Folder/file.txt',
    );
    expect(file.json.path_display).toBe('/Session/Folder/file.txt');
    const below = await sessions.finish(
      await sessions.start({}, 'x'),
      1,
      '/session/folder/file.txt/x',
    );
    expect(below.json.error_summary).toBe('path/conflict/file_ancestor/');
  });

  it('is over once it is a file', async () => {
    const id = await sessions.start({}, 'x');
    await sessions.finish(id, 1, '/over.txt');
    expect(errorOf(await sessions.append(id, 1, 'y'))).toEqual(refused('closed'));
    expect(errorOf(await sessions.finish(id, 1, '/over 2.txt'))).toEqual(lookupFailed('not_found'));
  });

  it('is unknown to others, and to everybody after seven days', async () => {
    const id = await sessions.start({}, 'x');
    const other = new ApiClient(emulator, { token: emulator.createAccount().accessToken });
    const stranger = await other.upload('files/upload_session/append_v2', {
      cursor: { session_id: id, offset: 1 },
    });
    expect(errorOf(stranger)).toEqual(refused('not_found'));
    expect(errorOf(await sessions.append('unknown', 0, 'x'))).toEqual(refused('not_found'));
    emulator.clock.advance(7 * 24 * 60 * 60 * 1000 - 1000);
    expect((await sessions.append(id, 1, 'y')).status).toBe(200);
    emulator.clock.advance(1000);
    expect(errorOf(await sessions.append(id, 2, 'z'))).toEqual(refused('not_found'));
    expect(errorOf(await sessions.finish(id, 2, '/x'))).toEqual(lookupFailed('not_found'));
  });

  it('takes the older form of append', async () => {
    const session_id = await sessions.start({}, 'a');
    const response = await sessions.call('append', { session_id, offset: 1 }, 'b');
    expect(response.status).toBe(200);
    expect((await sessions.finish(session_id, 2, '/v1.txt')).json.size).toBe(2);
  });
});

describe('results without content', () => {
  it('are empty when told so', async () => {
    emulator.setBehaviour({ voidResult: 'empty' });
    const response = await sessions.append(await sessions.start(), 0, 'x');
    emulator.setBehaviour({ voidResult: 'null' });
    expect([response.status, response.bytes.length, response.type]).toEqual([200, 0, undefined]);
  });
});
