import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

describe('longpoll', () => {
  const poll = (cursor: string, timeout = 30) =>
    send(emulator.url, {
      path: '/notify/2/files/list_folder/longpoll',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ cursor, timeout }),
    });

  const latest = async (path = '', recursive = true): Promise<string> =>
    (await api.ok('files/list_folder/get_latest_cursor', { path, recursive })).cursor;

  it('answers at once when there is something already', async () => {
    const cursor = await latest();
    await api.put('/early.txt');
    expect((await poll(cursor)).json).toEqual({ changes: true });
  });

  it('answers as soon as something happens', async () => {
    const pending = poll(await latest());
    await api.put('/soon.txt');
    expect((await pending).json).toEqual({ changes: true });
  });

  it('answers that nothing happened when its time is up', async () => {
    const pending = poll(await latest(), 480);
    // The poll has to be waiting before the clock moves: a later request of the same kind tells that it is.
    await poll(await pollingCursor());
    emulator.clock.advance(480_000);
    expect((await pending).json).toEqual({ changes: false });
  });

  it('may tell how long to wait before the next', async () => {
    emulator.setBehaviour({ longpollBackoff: 60 });
    const answer = await poll(await pollingCursor());
    emulator.setBehaviour({ longpollBackoff: undefined });
    expect(answer.json).toEqual({ changes: true, backoff: 60 });
  });

  it('of one folder also wakes for others, and continue then has nothing', async () => {
    await api.put('/quiet/x');
    const cursor = await latest('/quiet', false);
    const pending = poll(cursor);
    await api.put('/noise.txt');
    expect((await pending).json).toEqual({ changes: true });
    expect((await api.ok('files/list_folder/continue', { cursor })).entries).toEqual([]);
  });

  it('does not take cursors of listings with media info', async () => {
    const { cursor } = await api.ok('files/list_folder', { path: '', include_media_info: true });
    const response = await poll(cursor);
    expect([response.status, response.type]).toEqual([400, 'text/plain']);
    expect(response.text).toContain('cursor: unsupported cursor type');
  });

  /** A cursor with something to tell, so that polling it returns at once. */
  async function pollingCursor(): Promise<string> {
    const { cursor } = await api.ok('files/list_folder', { path: '', limit: 1 });
    return cursor;
  }
});
