import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

const summary = async (route: string, argument: Json) =>
  (await api.rpc(route, argument)).json.error_summary;

describe('revisions', () => {
  it('are listed from the newest, by path and by id', async () => {
    const revs: string[] = [];
    for (const text of ['1', '2', '3']) revs.unshift((await api.put('/history.txt', text)).rev);
    const listed = await api.ok('files/list_revisions', { path: '/HISTORY.txt', limit: 2 });
    expect(listed).toMatchObject({ is_deleted: false, has_more: true });
    expect(listed.entries.map((entry: Json) => entry.rev)).toEqual(revs.slice(0, 2));
    expect(listed.entries[0]).not.toHaveProperty('.tag');
    const rest = await api.ok('files/list_revisions', {
      path: '/history.txt',
      before_rev: revs[1],
    });
    expect(rest.entries.map((entry: Json) => entry.rev)).toEqual([revs[2]]);
    expect(rest.has_more).toBe(false);
    await api.ok('files/move_v2', { from_path: '/history.txt', to_path: '/moved history.txt' });
    const here = await api.ok('files/list_revisions', { path: '/moved history.txt' });
    const all = await api.ok('files/list_revisions', { path: '/moved history.txt', mode: 'id' });
    expect([here.entries.length, all.entries.length]).toEqual([1, 4]);
  });

  it('of a deleted file say so and when', async () => {
    await api.put('/late.txt');
    await api.ok('files/delete_v2', { path: '/late.txt' });
    const listed = await api.ok('files/list_revisions', { path: '/late.txt' });
    expect(listed).toMatchObject({
      is_deleted: true,
      server_deleted: expect.stringMatching(/Z$/),
      entries: [{ name: 'late.txt' }],
    });
    expect(await summary('files/list_revisions', { path: '/never.txt' })).toBe('path/not_found/');
  });

  it('tell whether they can be restored when asked', async () => {
    await api.put('/restorable.txt');
    const told = async (include_restorable_info: boolean) =>
      (await api.ok('files/list_revisions', { path: '/restorable.txt', include_restorable_info }))
        .entries[0].is_restorable;
    expect([await told(true), await told(false)]).toEqual([true, undefined]);
  });

  it('are restored with their id and time', async () => {
    const client_modified = '2001-02-03T04:05:06Z';
    const argument = { path: '/restored.txt', client_modified };
    const { json: first } = await api.upload('files/upload', argument, 'first');
    await api.put('/restored.txt', 'second');
    const restored = await api.ok('files/restore', { path: '/restored.txt', rev: first.rev });
    expect(restored).toMatchObject({ id: first.id, client_modified, size: 5 });
    expect(restored).not.toHaveProperty('.tag');
    expect(restored.rev).not.toBe(first.rev);
    await api.ok('files/delete_v2', { path: '/restored.txt' });
    const back = await api.ok('files/restore', { path: '/restored.txt', rev: first.rev });
    expect(back.id).toBe(first.id);
  });

  it('are not restored over a folder', async () => {
    const { rev } = await api.put('/place');
    await api.ok('files/delete_v2', { path: '/place' });
    await api.ok('files/create_folder_v2', { path: '/place' });
    expect(await summary('files/restore', { path: '/place', rev })).toBe(
      'path_write/conflict/folder/',
    );
  });
});
