import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DropboxEmulator,
  type EmulatedAccount,
  startDropboxEmulator,
} from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let guest: EmulatedAccount;
let api: ApiClient;
let other: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  guest = emulator.createAccount({ email: 'guest@example.com' });
  api = new ApiClient(emulator);
  other = new ApiClient(emulator, { token: guest.accessToken });
});

afterAll(() => emulator.close());

const summary = async (client: ApiClient, route: string, argument: Json) =>
  (await client.rpc(route, argument)).json?.error_summary;

async function share(path: string, access_level = 'editor'): Promise<string> {
  const { shared_folder_id } = await api.ok('sharing/share_folder', { path });
  await api.ok('sharing/add_folder_member', {
    shared_folder_id,
    members: [{ member: { '.tag': 'email', email: 'guest@example.com' }, access_level }],
  });
  return shared_folder_id;
}

describe('a shared folder', () => {
  it('stays where it is, with new revisions of its files', async () => {
    const before = await api.put('/Shared/sub/a.txt');
    const { cursor } = await api.ok('files/list_folder', { path: '', recursive: true });
    const result = await api.ok('sharing/share_folder', { path: '/shared' });
    expect(result).toMatchObject({
      '.tag': 'complete',
      access_type: { '.tag': 'owner' },
      name: 'Shared',
      path_lower: '/shared',
      shared_folder_id: expect.stringMatching(/^\d+$/),
      is_team_folder: false,
    });
    const { shared_folder_id } = result;
    const folder = await api.ok('files/get_metadata', { path: '/shared' });
    expect(folder).toMatchObject({
      shared_folder_id,
      sharing_info: { read_only: false, shared_folder_id, traverse_only: false, no_access: false },
    });
    const file = await api.ok('files/get_metadata', { path: '/shared/sub/a.txt' });
    expect(file).toMatchObject({
      id: before.id,
      parent_shared_folder_id: shared_folder_id,
      sharing_info: { read_only: false, parent_shared_folder_id: shared_folder_id },
    });
    expect(file.rev).not.toBe(before.rev);
    const changes = await api.ok('files/list_folder/continue', { cursor });
    const paths = changes.entries.map((entry: Json) => entry.path_lower);
    expect(paths.sort()).toEqual(['/shared', '/shared/sub', '/shared/sub/a.txt']);
  });

  it('is mounted by those who were invited', async () => {
    await api.put('/Common/a.txt', 'content');
    const shared_folder_id = await share('/common');
    const mountable = await other.ok('sharing/list_mountable_folders', {});
    const offered = mountable.entries.find((e: Json) => e.shared_folder_id === shared_folder_id);
    expect(offered).toMatchObject({ name: 'Common', access_type: { '.tag': 'editor' } });
    expect(offered).not.toHaveProperty('path_lower');
    expect(await summary(other, 'files/get_metadata', { path: '/common' })).toBe('path/not_found/');
    const { cursor } = await other.ok('files/list_folder', { path: '', recursive: true });
    await other.put('/common', 'in the way');
    const mounted = await other.ok('sharing/mount_folder', { shared_folder_id });
    expect(mounted.path_display).toBe('/Common (1)');
    expect(await summary(other, 'sharing/mount_folder', { shared_folder_id })).toBe(
      'already_mounted/',
    );
    const told = await other.ok('files/list_folder/continue', { cursor });
    expect(told.entries.map((entry: Json) => entry.path_lower)).toEqual([
      '/common',
      '/common (1)',
      '/common (1)/a.txt',
    ]);
  });

  it('is one for all its members', async () => {
    const shared_folder_id = await share('/One');
    await other.ok('sharing/mount_folder', { shared_folder_id });
    const { cursor } = await api.ok('files/list_folder/get_latest_cursor', {
      path: '',
      recursive: true,
    });
    const file = await other.put('/one/from guest.txt', 'hello');
    const seen = await api.ok('files/get_metadata', { path: '/one/from guest.txt' });
    expect([seen.id, seen.rev]).toEqual([file.id, file.rev]);
    expect(seen.sharing_info.modified_by).toBe(guest.id);
    const told = await api.ok('files/list_folder/continue', { cursor });
    expect(told.entries).toMatchObject([{ path_lower: '/one/from guest.txt' }]);
  });

  it('cannot be written by a viewer', async () => {
    await api.put('/Read only/a.txt');
    const shared_folder_id = await share('/read only', 'viewer');
    await other.ok('sharing/mount_folder', { shared_folder_id });
    const path = '/read only/a.txt';
    const folder = await other.ok('files/get_metadata', { path: '/read only' });
    expect(folder.sharing_info.read_only).toBe(true);
    const upload = await other.upload('files/upload', { path: '/read only/b.txt' });
    expect(upload.json.error_summary).toBe('path/no_write_permission/');
    expect(await summary(other, 'files/delete_v2', { path })).toBe(
      'path_write/no_write_permission/',
    );
    expect(await summary(other, 'files/move_v2', { from_path: path, to_path: '/mine.txt' })).toBe(
      'from_write/no_write_permission/',
    );
    const copy = { from_path: path, to_path: '/mine.txt' };
    expect((await other.ok('files/copy_v2', copy)).metadata.name).toBe('mine.txt');
  });

  it('is unmounted by route or by deleting it, and stays with the others', async () => {
    await api.put('/Leave/a.txt');
    const shared_folder_id = await share('/leave');
    for (const leave of [
      () => other.ok('sharing/unmount_folder', { shared_folder_id }),
      () => other.ok('files/delete_v2', { path: '/leave' }),
    ]) {
      await other.ok('sharing/mount_folder', { shared_folder_id });
      const { cursor } = await other.ok('files/list_folder', { path: '', recursive: true });
      await leave();
      const told = await other.ok('files/list_folder/continue', { cursor });
      expect(told.entries).toMatchObject([{ '.tag': 'deleted', path_lower: '/leave' }]);
    }
    expect(await summary(other, 'sharing/unmount_folder', { shared_folder_id })).toBe(
      'access_error/unmounted/',
    );
    expect((await api.ok('files/get_metadata', { path: '/leave/a.txt' })).name).toBe('a.txt');
  });

  it('is moved as a whole, but neither copied nor put into another one', async () => {
    await api.put('/Movable/a.txt');
    await api.put('/Outer/b.txt');
    await share('/movable');
    await share('/outer');
    const into = { from_path: '/movable', to_path: '/outer/movable' };
    expect(await summary(api, 'files/move_v2', into)).toBe('cant_nest_shared_folder/');
    const copy = { from_path: '/movable', to_path: '/copied' };
    expect(await summary(api, 'files/copy_v2', copy)).toBe('cant_copy_shared_folder/');
    await api.ok('files/move_v2', { from_path: '/movable', to_path: '/Moved away' });
    expect((await api.ok('files/get_metadata', { path: '/moved away/a.txt' })).name).toBe('a.txt');
  });

  it('takes what is moved into it', async () => {
    const { id } = await api.put('/mine.txt', 'mine');
    const shared_folder_id = await share('/Gift');
    await other.ok('sharing/mount_folder', { shared_folder_id });
    await api.ok('files/move_v2', { from_path: '/mine.txt', to_path: '/gift/yours.txt' });
    const seen = await other.ok('files/get_metadata', { path: '/gift/yours.txt' });
    expect(seen.id).toBe(id);
  });

  it.each([
    ['a file', '/a file', 'bad_path/is_file/'],
    ['a folder in a shared one', '/inside/sub', 'bad_path/inside_shared_folder/'],
    ['a folder with a shared one', '/contains', 'bad_path/contains_shared_folder/'],
    ['a shared folder', '/inside', 'bad_path/already_shared/'],
    ['a path that cannot be', '/a//b', 'bad_path/invalid_path/'],
  ])('is not made of %s', async (_, path, expected) => {
    await api.put('/a file');
    await api.rpc('files/create_folder_v2', { path: '/inside/sub' });
    await api.rpc('files/create_folder_v2', { path: '/contains/shared' });
    await api.rpc('sharing/share_folder', { path: '/inside' });
    await api.rpc('sharing/share_folder', { path: '/contains/shared' });
    expect(await summary(api, 'sharing/share_folder', { path })).toBe(expected);
  });

  it('is told of to its members only', async () => {
    const { shared_folder_id } = await api.ok('sharing/share_folder', { path: '/Private' });
    const argument = { shared_folder_id };
    expect((await api.ok('sharing/get_folder_metadata', argument)).name).toBe('Private');
    expect(await summary(other, 'sharing/get_folder_metadata', argument)).toBe(
      'access_error/not_a_member/',
    );
    expect(await summary(api, 'sharing/get_folder_metadata', { shared_folder_id: '1' })).toBe(
      'access_error/invalid_id/',
    );
    const members = await api.ok('sharing/list_folder_members', argument);
    expect(members).toMatchObject({
      users: [{ access_type: { '.tag': 'owner' }, user: { account_id: emulator.account.id } }],
      groups: [],
      invitees: [],
    });
    const stranger = { member: { '.tag': 'email', email: 'nobody@example.com' } };
    const invite = { shared_folder_id, members: [stranger] };
    expect(await summary(api, 'sharing/add_folder_member', invite)).toBe(
      'bad_member/invalid_email/',
    );
  });

  it('is shared as a job when asked to', async () => {
    const launched = await api.ok('sharing/share_folder', { path: '/Job', force_async: true });
    const done = await api.job('sharing/check_share_job_status', launched);
    expect(done).toMatchObject({ '.tag': 'complete', name: 'Job' });
  });

  it('is listed page by page', async () => {
    const first = await api.ok('sharing/list_folders', { limit: 2 });
    expect(first.entries).toHaveLength(2);
    const second = await api.ok('sharing/list_folders/continue', { cursor: first.cursor });
    expect(second.entries.length).toBeGreaterThan(2 - 1);
    expect(await summary(api, 'sharing/list_folders/continue', { cursor: 'x' })).toBe(
      'invalid_cursor/',
    );
  });

  it('is shown but not gone into by listings without mounted folders', async () => {
    const all = await api.ok('files/list_folder', { path: '', recursive: true, limit: 2000 });
    const some = await api.ok('files/list_folder', {
      path: '',
      recursive: true,
      limit: 2000,
      include_mounted_folders: false,
    });
    const has = (page: Json, path: string) =>
      page.entries.some((entry: Json) => entry.path_lower === path);
    expect([has(all, '/one'), has(all, '/one/from guest.txt')]).toEqual([true, true]);
    expect([has(some, '/one'), has(some, '/one/from guest.txt')]).toEqual([true, false]);
  });
});
