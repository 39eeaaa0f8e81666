import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';

import { allPages, told } from './pages.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

describe('a change feed', () => {
  async function follow(path: string, recursive = true): Promise<() => Promise<string[]>> {
    let { cursor } = await api.ok('files/list_folder/get_latest_cursor', { path, recursive });
    return async () => {
      const first = await api.ok('files/list_folder/continue', { cursor });
      const all = await allPages(api, first);
      cursor = all.cursor;
      return all.pages.flatMap(told);
    };
  }

  it('tells nothing when nothing happened', async () => {
    const next = await follow('');
    expect(await next()).toEqual([]);
  });

  it('tells of what was made, in order, folders first', async () => {
    const next = await follow('');
    await api.put('/feed/sub/one.txt');
    await api.put('/feed/two.txt');
    expect(await next()).toEqual([
      'folder /feed',
      'folder /feed/sub',
      'file /feed/sub/one.txt',
      'file /feed/two.txt',
    ]);
  });

  it('tells each entry once, as it is now', async () => {
    await api.put('/once.txt', '1');
    const next = await follow('');
    await api.put('/once.txt', '2');
    const last = await api.put('/once.txt', '3');
    const { cursor } = await api.ok('files/list_folder/get_latest_cursor', { path: '' });
    expect(await next()).toEqual(['file /once.txt']);
    expect((await api.ok('files/get_metadata', { path: '/once.txt' })).rev).toBe(last.rev);
    expect((await api.ok('files/list_folder/continue', { cursor })).entries).toEqual([]);
  });

  it('tells of a deleted folder once, whatever was in it', async () => {
    await api.put('/doomed/a/b.txt');
    const next = await follow('');
    await api.ok('files/delete_v2', { path: '/doomed' });
    expect(await next()).toEqual(['deleted /doomed']);
  });

  it('tells that a folder went before another came in its place', async () => {
    await api.put('/again/old.txt');
    const next = await follow('');
    await api.ok('files/delete_v2', { path: '/again' });
    await api.put('/again/new.txt');
    expect(await next()).toEqual(['deleted /again', 'folder /again', 'file /again/new.txt']);
  });

  it('tells a file alone that takes the place of what was deleted', async () => {
    await api.put('/swap', 'old');
    const next = await follow('');
    await api.ok('files/delete_v2', { path: '/swap' });
    await api.put('/swap', 'new');
    expect(await next()).toEqual(['file /swap']);
  });

  it.each([
    ['deletion-first', ['deleted /from', 'folder /to', 'file /to/x.txt']],
    ['deletion-last', ['folder /to', 'file /to/x.txt', 'deleted /from']],
  ] as const)('tells a move in two halves, %s', async (renameOrder, expected) => {
    await api.put('/from/x.txt');
    const next = await follow('');
    emulator.setBehaviour({ renameOrder });
    await api.ok('files/move_v2', { from_path: '/from', to_path: '/to' });
    emulator.setBehaviour({ renameOrder: 'deletion-first' });
    expect(await next()).toEqual(expected);
    await api.ok('files/delete_v2', { path: '/to' });
  });

  it('of one folder tells of that folder only', async () => {
    await api.put('/scope/in/a.txt');
    const flat = await follow('/scope', false);
    const deep = await follow('/scope');
    await api.put('/scope/in/b.txt');
    await api.put('/scope/c.txt');
    await api.put('/elsewhere.txt');
    expect(await flat()).toEqual(['file /scope/c.txt']);
    expect(await deep()).toEqual(['file /scope/in/b.txt', 'file /scope/c.txt']);
  });

  it('ends with path/not_found when its folder is gone', async () => {
    await api.put('/lost/a.txt');
    const { cursor } = await api.ok('files/list_folder', { path: '/lost' });
    await api.ok('files/delete_v2', { path: '/lost' });
    const response = await api.rpc('files/list_folder/continue', { cursor });
    expect([response.status, response.json.error_summary]).toEqual([409, 'path/not_found/']);
  });

  it('does not follow its folder to another place', async () => {
    await api.put('/leaving/a.txt');
    const { cursor } = await api.ok('files/list_folder', { path: '/leaving' });
    await api.ok('files/move_v2', { from_path: '/leaving', to_path: '/arrived' });
    const response = await api.rpc('files/list_folder/continue', { cursor });
    expect([response.status, response.json.error_summary]).toEqual([409, 'path/not_found/']);
  });

  it('tells that all is gone when its folder is another one by now', async () => {
    await api.put('/reborn/old.txt');
    const next = await follow('/reborn');
    await api.ok('files/delete_v2', { path: '/reborn' });
    await api.put('/reborn/new.txt');
    expect(await next()).toEqual(['deleted /reborn', 'folder /reborn', 'file /reborn/new.txt']);
  });

  it('continues a listing with what happened meanwhile', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await api.put(`/meanwhile/${name}`);
    const first = await api.ok('files/list_folder', {
      path: '/meanwhile',
      recursive: true,
      limit: 2,
    });
    await api.put('/meanwhile/a', 'changed');
    await api.ok('files/delete_v2', { path: '/meanwhile/d' });
    const { pages } = await allPages(api, first);
    const lines = pages.flatMap(told);
    expect(lines.slice(-2)).toEqual(['file /meanwhile/a', 'deleted /meanwhile/d']);
  });

  it('pages by the limit of its listing', async () => {
    const latest = await api.ok('files/list_folder/get_latest_cursor', { path: '', limit: 2 });
    for (const name of ['l1', 'l2', 'l3']) await api.put(`/${name}`);
    const first = await api.ok('files/list_folder/continue', latest);
    expect([told(first), first.has_more]).toEqual([['file /l1', 'file /l2'], true]);
    const second = await api.ok('files/list_folder/continue', { cursor: first.cursor });
    expect([told(second), second.has_more]).toEqual([['file /l3'], false]);
  });

  it('can be read twice from the same cursor', async () => {
    const latest = await api.ok('files/list_folder/get_latest_cursor', { path: '' });
    await api.put('/twice.txt');
    const once = await api.ok('files/list_folder/continue', latest);
    const again = await api.ok('files/list_folder/continue', latest);
    expect(told(again)).toEqual(told(once));
  });
});

describe('a cursor', () => {
  it('that was invalidated is told to start again', async () => {
    const { cursor } = await api.ok('files/list_folder', { path: '' });
    emulator.resetCursors();
    for (const [route, argument] of [
      ['files/list_folder/continue', { cursor }],
      ['files/list_folder/longpoll', { cursor }],
    ] as const) {
      const client = route.endsWith('longpoll') ? new ApiClient(emulator, { token: null }) : api;
      const response = await client.rpc(route, argument);
      expect([response.status, response.json.error]).toEqual([409, { '.tag': 'reset' }]);
    }
  });

  it('lives as long as it is told to', async () => {
    emulator.setBehaviour({ cursorLifetime: 60_000 });
    const { cursor } = await api.ok('files/list_folder', { path: '' });
    expect((await api.rpc('files/list_folder/continue', { cursor })).status).toBe(200);
    emulator.clock.advance(60_000);
    const response = await api.rpc('files/list_folder/continue', { cursor });
    emulator.setBehaviour({ cursorLifetime: undefined });
    expect(response.json.error_summary).toBe('reset/');
  });

  it('of another account is none', async () => {
    const other = new ApiClient(emulator, { token: emulator.createAccount().accessToken });
    const { cursor } = await other.ok('files/list_folder', { path: '' });
    expect((await api.rpc('files/list_folder/continue', { cursor })).status).toBe(400);
  });
});
