import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DropboxEmulator,
  type EmulatedAccount,
  type EmulatedTeam,
  startDropboxEmulator,
} from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let team: EmulatedTeam;
let ann: EmulatedAccount;
let bob: EmulatedAccount;
let teamFolder: string;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  team = emulator.createTeam('Acme');
  ann = emulator.createAccount({ team: team.id, givenName: 'Ann', surname: 'Lee' });
  bob = emulator.createAccount({ team: team.id, givenName: 'Bob', surname: 'Ray' });
  teamFolder = emulator.createTeamFolder(team.id, 'Plans');
});

afterAll(() => emulator.close());

function client(account: EmulatedAccount, root?: object): ApiClient {
  const headers: Record<string, string> =
    root === undefined ? {} : { 'Dropbox-API-Path-Root': JSON.stringify(root) };
  return new ApiClient(emulator, { token: account.accessToken, headers });
}

const atRoot = (account: EmulatedAccount) =>
  client(account, { '.tag': 'root', root: account.rootNamespace });

const names = (listing: Json) => listing.entries.map((entry: Json) => entry.path_display).sort();

describe('an account of its own', () => {
  it('has one namespace for root and home', async () => {
    const api = new ApiClient(emulator);
    const { root_info } = await api.ok('users/get_current_account', null);
    const { homeNamespace, rootNamespace } = emulator.account;
    expect(homeNamespace).toBe(rootNamespace);
    expect(root_info).toEqual({
      '.tag': 'user',
      home_namespace_id: homeNamespace,
      root_namespace_id: rootNamespace,
    });
  });
});

describe('a member of a team', () => {
  it('is told of the root and of the own folder in it', async () => {
    const { root_info, team: told } = await client(ann).ok('users/get_current_account', null);
    expect(root_info).toEqual({
      '.tag': 'team',
      home_namespace_id: ann.homeNamespace,
      home_path: '/Ann Lee',
      root_namespace_id: team.rootNamespace,
    });
    expect(told).toMatchObject({ id: team.id, name: 'Acme' });
  });

  it('sees the home without a root, and with the root also team folders, but no home of others', async () => {
    await client(ann).put('/mine.txt');
    await client(bob).put('/his.txt');
    await atRoot(bob).put('/plans/shared.txt');
    const home = await client(ann).ok('files/list_folder', { path: '', recursive: true });
    expect(names(home)).toEqual(['/mine.txt']);
    const root = await atRoot(ann).ok('files/list_folder', { path: '', recursive: true });
    expect(names(root)).toEqual(['/Ann Lee', '/Ann Lee/mine.txt', '/Plans', '/Plans/shared.txt']);
    const hidden = await atRoot(ann).rpc('files/get_metadata', { path: '/Bob Ray/his.txt' });
    expect(hidden.json.error_summary).toBe('path/not_found/');
  });

  it('may write to team folders, and not beside them', async () => {
    const refused = await atRoot(ann).rpc('files/create_folder_v2', { path: '/beside' });
    expect(refused.json.error_summary).toBe('path/no_write_permission/');
    const file = await atRoot(ann).put('/Plans/ann.txt');
    expect(file.sharing_info).toEqual({
      modified_by: ann.id,
      parent_shared_folder_id: teamFolder,
      read_only: false,
    });
  });

  it('reaches a namespace by its id, in the header and in a path', async () => {
    await atRoot(bob).put('/plans/by id.txt', 'content');
    const inside = client(ann, { '.tag': 'namespace_id', namespace_id: teamFolder });
    const byHeader = await inside.ok('files/get_metadata', { path: '/by id.txt' });
    expect(byHeader.path_display).toBe('/by id.txt');
    const byPath = await atRoot(ann).ok('files/get_metadata', {
      path: `ns:${teamFolder}/by id.txt`,
    });
    expect([byPath.id, byPath.path_display]).toEqual([byHeader.id, '/Plans/by id.txt']);
    const outside = await client(ann).rpc('files/get_metadata', {
      path: `ns:${teamFolder}/by id.txt`,
    });
    expect(outside.json.error_summary).toBe('path/not_found/');
  });

  it('cannot use a cursor under another root', async () => {
    const { cursor } = await client(ann).ok('files/list_folder', { path: '' });
    const response = await atRoot(ann).rpc('files/list_folder/continue', { cursor });
    expect(response.status).toBe(400);
  });

  it('gets the changes of team folders under the root only', async () => {
    const argument = { path: '', recursive: true };
    const home = await client(ann).ok('files/list_folder/get_latest_cursor', argument);
    const root = await atRoot(ann).ok('files/list_folder/get_latest_cursor', argument);
    await atRoot(bob).put('/Plans/news.txt');
    const atHome = await client(ann).ok('files/list_folder/continue', home);
    const above = await atRoot(ann).ok('files/list_folder/continue', root);
    expect([names(atHome), names(above)]).toEqual([[], ['/Plans/news.txt']]);
  });

  it('is told of the space of the team', async () => {
    const { allocation } = await client(ann).ok('users/get_space_usage', null);
    expect(allocation).toMatchObject({
      '.tag': 'team',
      user_within_team_space_allocated: 0,
      user_within_team_space_limit_type: { '.tag': 'off' },
    });
  });
});

describe('a path root', () => {
  it.each([
    ['that is not the root', { '.tag': 'root', root: '1' }, 'invalid_root'],
    ['of somebody else', { '.tag': 'namespace_id', namespace_id: '1' }, 'no_permission'],
  ])('%s is refused with 422', async (_, root, tag) => {
    const response = await client(ann, root).rpc('files/list_folder', { path: '' });
    expect(response.status).toBe(422);
    expect(response.json.error_summary).toBe(`${tag}/`);
    expect(response.json.error['.tag']).toBe(tag);
  });

  it('that is out of date comes with the right one', async () => {
    const response = await client(ann, { '.tag': 'root', root: '1' }).rpc('files/list_folder', {
      path: '',
    });
    expect(response.json.error.invalid_root).toEqual({
      '.tag': 'team',
      home_namespace_id: ann.homeNamespace,
      home_path: '/Ann Lee',
      root_namespace_id: team.rootNamespace,
    });
  });

  it.each([
    ['{'],
    ['{".tag":"nowhere"}'],
    ['5'],
  ])('that is malformed, %s, is a 400', async (value) => {
    const response = await client(ann).rpc(
      'files/list_folder',
      { path: '' },
      {
        'Dropbox-API-Path-Root': value,
      },
    );
    expect([response.status, response.type]).toEqual([400, 'text/plain']);
  });

  it('of home is the same as none', async () => {
    const response = await client(ann, { '.tag': 'home' }).rpc('files/list_folder', { path: '' });
    expect(response.status).toBe(200);
  });
});
