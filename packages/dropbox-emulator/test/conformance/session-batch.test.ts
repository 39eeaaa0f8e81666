import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';
import { errorOf, refused, SessionCalls } from './session-calls.ts';

let emulator: DropboxEmulator;
let api: ApiClient;
const sessions = new SessionCalls(() => api);

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

describe('batches', () => {
  it('start many sessions', async () => {
    const { session_ids } = await api.ok('files/upload_session/start_batch', {
      num_sessions: 3,
      session_type: 'sequential',
    });
    expect(new Set(session_ids).size).toBe(3);
    expect((await sessions.append(session_ids[1], 0, 'x')).status).toBe(200);
  });

  it('append to many sessions, each by itself', async () => {
    const [first, second] = [await sessions.start({}, 'a'), await sessions.start({}, 'b')];
    const entries = [
      { cursor: { session_id: first, offset: 1 }, length: 3, close: true },
      { cursor: { session_id: second, offset: 9 }, length: 2 },
      { cursor: { session_id: 'unknown', offset: 0 }, length: 0 },
    ];
    const { json } = await sessions.call('append_batch', { entries }, 'oneno');
    expect(json.entries).toEqual([
      { '.tag': 'success' },
      { '.tag': 'failure', failure: { '.tag': 'incorrect_offset', correct_offset: 1 } },
      { '.tag': 'failure', failure: { '.tag': 'not_found' } },
    ]);
    expect((await sessions.finish(first, 4, '/batch append.txt')).json.size).toBe(4);
  });

  it('append nothing when the lengths or the hash are wrong', async () => {
    const session_id = await sessions.start();
    const entries = [{ cursor: { session_id, offset: 0 }, length: 3 }];
    const short = await sessions.call('append_batch', { entries }, 'xx');
    expect(errorOf(short)).toEqual(refused('length_mismatch'));
    const content_hash = '0'.repeat(64);
    const wrong = await sessions.call('append_batch', { entries, content_hash }, 'xxx');
    expect(errorOf(wrong)).toEqual(refused('content_hash_mismatch'));
    expect((await sessions.append(session_id, 0, 'fine')).status).toBe(200);
  });

  it('finish many sessions at once, each by itself', async () => {
    await api.put('/finish/taken.txt', 'other');
    const closed = () => sessions.start({ close: true }, 'data');
    const open = await sessions.start({}, 'data');
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
    const session_id = await sessions.start({ close: true }, 'x');
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
    const session_id = await sessions.start({ close: true }, 'x');
    const entries = ['/once.txt', '/twice.txt'].map((path) => ({
      cursor: { session_id, offset: 1 },
      commit: { path },
    }));
    const { entries: outcomes } = await api.ok('files/upload_session/finish_batch_v2', { entries });
    expect(outcomes.map((outcome: Json) => outcome['.tag'])).toEqual(['success', 'failure']);
  });
});
