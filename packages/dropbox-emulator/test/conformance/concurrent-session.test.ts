import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
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

describe('a concurrent session', () => {
  const block = 4 * 1024 * 1024;
  const concurrent = { session_type: 'concurrent' };

  it('gathers parts in any order', async () => {
    const bytes = randomBytes(2 * block + 100);
    const id = await sessions.start(concurrent);
    expect((await sessions.append(id, block, bytes.subarray(block, 2 * block))).status).toBe(200);
    expect((await sessions.append(id, 0, bytes.subarray(0, block))).status).toBe(200);
    expect((await sessions.append(id, 2 * block, bytes.subarray(2 * block), true)).status).toBe(
      200,
    );
    const { json } = await sessions.finish(id, bytes.length, '/parts.bin');
    expect(json.content_hash).toBe((await api.put('/parts 2.bin', bytes)).content_hash);
    const { bytes: back } = await api.download('files/download', { path: '/parts.bin' });
    expect(back.equals(bytes)).toBe(true);
  });

  it('takes parts at the same time', async () => {
    const bytes = randomBytes(6 * block);
    const id = await sessions.start(concurrent);
    const parts = Array.from({ length: 6 }, (_, index) => index * block);
    await Promise.all(
      parts.map((offset) =>
        sessions.append(id, offset, bytes.subarray(offset, offset + block), offset === 5 * block),
      ),
    );
    await sessions.finish(id, bytes.length, '/together.bin');
    const { bytes: back } = await api.download('files/download', { path: '/together.bin' });
    expect(back.equals(bytes)).toBe(true);
  });

  it('takes a part while another is on its way', async () => {
    const bytes = randomBytes(2 * block);
    const id = await sessions.start(concurrent);
    const slow = request(`${emulator.url}/2/files/upload_session/append_v2`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${emulator.account.accessToken}`,
        'content-type': 'application/octet-stream',
        'dropbox-api-arg': JSON.stringify({ cursor: { session_id: id, offset: 0 } }),
        'content-length': block,
      },
    });
    slow.write(bytes.subarray(0, block / 2));
    const last = await sessions.append(id, block, bytes.subarray(block), true);
    expect(last.status).toBe(200);
    slow.end(bytes.subarray(block / 2, block));
    const [answer] = (await once(slow, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    await sessions.finish(id, bytes.length, '/slow.bin');
    const { bytes: back } = await api.download('files/download', { path: '/slow.bin' });
    expect(back.equals(bytes)).toBe(true);
  });

  it('keeps every byte of parts at the same time that end with zeros', async () => {
    const bytes = Buffer.alloc(6 * block);
    for (let part = 0; part < 6; part++) bytes.fill(part + 1, part * block, part * block + 1000);
    for (let round = 0; round < 5; round++) {
      const id = await sessions.start(concurrent);
      const parts = [0, 1, 2, 3, 4, 5].map((part) => part * block);
      await Promise.all(
        parts.map((offset) =>
          sessions.append(id, offset, bytes.subarray(offset, offset + block), offset === 5 * block),
        ),
      );
      await sessions.finish(id, bytes.length, `/zeros ${round}.bin`);
      const { bytes: back } = await api.download('files/download', { path: `/zeros ${round}.bin` });
      expect(back.equals(bytes)).toBe(true);
    }
  });

  it('takes a part twice, as after a lost answer', async () => {
    const id = await sessions.start(concurrent);
    for (let time = 0; time < 2; time++) await sessions.append(id, 0, Buffer.alloc(block, 1));
    await sessions.append(id, block, 'end', true);
    expect((await sessions.finish(id, block + 3, '/repeated.bin')).json.size).toBe(block + 3);
  });

  it('starts empty and open', async () => {
    const data = await sessions.call('start', concurrent, 'x');
    expect(errorOf(data)).toEqual(refused('concurrent_session_data_not_allowed'));
    const closed = await sessions.call('start', { ...concurrent, close: true });
    expect(errorOf(closed)).toEqual(refused('concurrent_session_close_not_allowed'));
  });

  it('takes whole blocks only', async () => {
    const id = await sessions.start(concurrent);
    expect(errorOf(await sessions.append(id, 5, 'x'))).toEqual(
      refused('concurrent_session_invalid_offset'),
    );
    expect(errorOf(await sessions.append(id, 0, 'x'))).toEqual(
      refused('concurrent_session_invalid_data_size'),
    );
  });

  it('ends where files do, a block below 2 TiB', async () => {
    const id = await sessions.start(concurrent);
    const limit = 2_199_019_061_248;
    expect(errorOf(await sessions.append(id, limit, 'x', true))).toEqual(refused('too_large'));
    expect(errorOf(await sessions.append(id, 2 ** 52, '', true))).toEqual(refused('too_large'));
    expect(errorOf(await sessions.append(id, 0, 'all', true))).toEqual([200, null]);
    expect((await sessions.finish(id, 3, '/still good.bin')).status).toBe(200);
  });

  it('finishes closed, whole, and without data', async () => {
    const id = await sessions.start(concurrent);
    expect(errorOf(await sessions.finish(id, 0, '/x'))).toEqual(
      refused('concurrent_session_not_closed'),
    );
    await sessions.append(id, block, 'end', true);
    expect(errorOf(await sessions.finish(id, block + 3, '/x'))).toEqual(
      refused('concurrent_session_missing_data'),
    );
    expect(errorOf(await sessions.finish(id, block + 3, '/x', 'data'))).toEqual(
      refused('concurrent_session_data_not_allowed'),
    );
    await sessions.append(id, 0, Buffer.alloc(block));
    expect(errorOf(await sessions.finish(id, 1, '/x'))).toEqual(
      lookupFailed('incorrect_offset', { correct_offset: block + 3 }),
    );
    expect((await sessions.finish(id, block + 3, '/filled.bin')).status).toBe(200);
  });
});
