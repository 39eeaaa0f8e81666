import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

describe('tags', () => {
  const add = (path: string, tag_text: string) => api.rpc('files/tags/add', { path, tag_text });

  it('are added, told and removed', async () => {
    await api.put('/tagged.txt');
    const added = await add('/tagged.txt', 'Important');
    expect([added.status, added.text]).toEqual([200, 'null']);
    await api.ok('files/move_v2', { from_path: '/tagged.txt', to_path: '/moved.txt' });
    const { paths_to_tags } = await api.ok('files/tags/get', { paths: ['/moved.txt'] });
    expect(paths_to_tags).toEqual([
      {
        path: '/moved.txt',
        tags: [{ '.tag': 'user_generated_tag', tag_text: 'important' }],
      },
    ]);
    const argument = { path: '/moved.txt', tag_text: 'important' };
    expect((await api.rpc('files/tags/remove', argument)).text).toBe('null');
    expect((await api.rpc('files/tags/remove', argument)).json.error_summary).toBe(
      'tag_not_present/',
    );
  });

  it('are at most twenty', async () => {
    await api.put('/many.txt');
    for (let index = 0; index < 20; index++) await add('/many.txt', `tag${index}`);
    expect((await add('/many.txt', 'tag7')).status).toBe(200);
    expect((await add('/many.txt', 'more')).json.error_summary).toBe('too_many_tags/');
  });

  it('may be words of any language', async () => {
    await api.put('/foreign.txt');
    expect((await add('/foreign.txt', 'Größe_文')).status).toBe(200);
    const { paths_to_tags } = await api.ok('files/tags/get', { paths: ['/foreign.txt'] });
    expect(paths_to_tags[0].tags).toEqual([{ '.tag': 'user_generated_tag', tag_text: 'größe_文' }]);
  });

  it.each(['', 'two words', 'x'.repeat(33)])('are words, not %j', async (text) => {
    expect((await add('/many.txt', text)).status).toBe(400);
  });
});

describe('locks', () => {
  it('keep a file for one user', async () => {
    const guest = emulator.createAccount({ givenName: 'Gil', surname: 'Est' });
    const other = new ApiClient(emulator, { token: guest.accessToken });
    await api.put('/shared/plan.txt', 'v1');
    const shared_folder_id = emulator.shareFolder({
      path: '/shared',
      members: [{ account: guest.id, access: 'editor' }],
    });
    await other.ok('sharing/mount_folder', { shared_folder_id });
    const entries = [{ path: '/shared/plan.txt' }];

    const locked = await api.ok('files/lock_file_batch', { entries });
    const lock = {
      content: {
        '.tag': 'single_user',
        created: expect.stringMatching(/Z$/),
        lock_holder_account_id: emulator.account.id,
      },
    };
    expect(locked.entries).toEqual([
      {
        '.tag': 'success',
        metadata: expect.objectContaining({ '.tag': 'file', name: 'plan.txt' }),
        lock,
      },
    ]);
    expect((await other.ok('files/get_file_lock_batch', { entries })).entries[0].lock).toEqual(
      lock,
    );
    const seen = await other.ok('files/get_metadata', { path: '/shared/plan.txt' });
    expect(seen.file_lock_info).toMatchObject({
      is_lockholder: false,
      lockholder_account_id: emulator.account.id,
      lockholder_name: 'Jane Doe',
    });

    const conflict = { '.tag': 'failure', failure: { '.tag': 'lock_conflict', lock } };
    expect((await other.ok('files/lock_file_batch', { entries })).entries).toEqual([conflict]);
    expect((await other.ok('files/unlock_file_batch', { entries })).entries).toEqual([conflict]);
    const write = await other.upload(
      'files/upload',
      { path: '/shared/plan.txt', mode: 'overwrite' },
      'v2',
    );
    expect(write.json.error_summary).toBe('path/no_write_permission/');
    const remove = await other.rpc('files/delete_v2', { path: '/shared/plan.txt' });
    expect(remove.json.error_summary).toBe('path_lookup/locked/');
    const move = await other.rpc('files/move_v2', {
      from_path: '/shared/plan.txt',
      to_path: '/shared/x.txt',
    });
    expect(move.json.error_summary).toBe('from_lookup/locked/');

    const unlocked = await api.ok('files/unlock_file_batch', { entries });
    expect(unlocked.entries[0].lock).toEqual({ content: { '.tag': 'unlocked' } });
    expect((await other.rpc('files/delete_v2', { path: '/shared/plan.txt' })).status).toBe(200);
  });

  it('are not for documents that live on the server', async () => {
    await api.upload('files/paper/create', { path: '/d.paper', import_format: 'markdown' }, '#');
    const { entries } = await api.ok('files/lock_file_batch', { entries: [{ path: '/d.paper' }] });
    expect(entries).toEqual([{ '.tag': 'failure', failure: { '.tag': 'cannot_be_locked' } }]);
  });
});
