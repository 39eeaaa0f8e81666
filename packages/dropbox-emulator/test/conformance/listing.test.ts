import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { type Json, send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

/** Entries as `tag path`, in the order in which they came. */
const told = (page: Json) =>
  page.entries.map((entry: Json) => `${entry['.tag']} ${entry.path_display}`);

async function allPages(first: Json): Promise<{ pages: Json[]; cursor: string }> {
  const pages = [first];
  let last = first;
  while (last.has_more) {
    last = await api.ok('files/list_folder/continue', { cursor: last.cursor });
    pages.push(last);
  }
  return { pages, cursor: last.cursor };
}

describe('list_folder', () => {
  it('gives entries with tags, a cursor, and whether there is more', async () => {
    await api.put('/plain/a.txt');
    await api.put('/plain/sub/b.txt');
    const page = await api.ok('files/list_folder', { path: '/Plain' });
    expect(Object.keys(page).sort()).toEqual(['cursor', 'entries', 'has_more']);
    expect(told(page)).toEqual(['file /plain/a.txt', 'folder /plain/sub']);
    expect(page.has_more).toBe(false);
  });

  it('lists the root, by an id, and what is below when asked, after the folder itself', async () => {
    await api.put('/tree/x/y/z.txt');
    const { id } = await api.ok('files/get_metadata', { path: '/tree' });
    const page = await api.ok('files/list_folder', { path: id, recursive: true });
    expect(told(page)).toEqual([
      'folder /tree',
      'folder /tree/x',
      'folder /tree/x/y',
      'file /tree/x/y/z.txt',
    ]);
    const root = await api.ok('files/list_folder', { path: '' });
    expect(told(root)).toContain('folder /tree');
  });

  it.each([[true], [false]])('pages by limit, each entry once, recursive %s', async (recursive) => {
    for (let index = 0; index < 7; index++) await api.put(`/paged/${recursive}/${index}`);
    const argument = { path: `/paged/${recursive}`, recursive, limit: 3 };
    const { pages } = await allPages(await api.ok('files/list_folder', argument));
    const sizes = pages.map(({ entries }) => entries.length);
    expect(Math.max(...sizes)).toBe(3);
    const files = pages.flatMap(told).filter((line) => line.startsWith('file'));
    expect(files.sort()).toEqual(
      Array.from({ length: 7 }, (_, index) => `file /paged/${recursive}/${index}`),
    );
  });

  it('may begin with an empty page', async () => {
    emulator.setBehaviour({ emptyFirstPage: true });
    const first = await api.ok('files/list_folder', { path: '/plain' });
    emulator.setBehaviour({ emptyFirstPage: false });
    expect([first.entries, first.has_more]).toEqual([[], true]);
    const { pages } = await allPages(first);
    expect(pages.flatMap(told)).toHaveLength(2);
  });

  it('may have pages of any size, below a limit too', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `file /sizes/${index}`);
    for (const line of names) await api.put(line.slice('file '.length));
    emulator.setBehaviour({ pageSize: { min: 1, max: 9 } });
    const argument = { path: '/sizes', limit: 7 };
    const { pages } = await allPages(await api.ok('files/list_folder', argument));
    emulator.setBehaviour({ pageSize: 500 });
    expect(pages.flatMap(told).sort()).toEqual(names.sort());
    const sizes = pages.map(({ entries }) => entries.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(7);
    expect(pages.length).toBeGreaterThan(6);
  });

  it('may be in no order at all', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `file /order/${index}`);
    for (const line of names) await api.put(line.slice('file '.length));
    emulator.setBehaviour({ listingOrder: 'shuffled' });
    const shuffled = told(await api.ok('files/list_folder', { path: '/order' }));
    emulator.setBehaviour({ listingOrder: 'stored' });
    const stored = told(await api.ok('files/list_folder', { path: '/order' }));
    expect(stored).toEqual(names);
    expect(shuffled).not.toEqual(names);
    expect(shuffled.toSorted()).toEqual(names.toSorted());
  });

  it('shows the trash when asked, and each path once', async () => {
    await api.put('/trash/kept.txt');
    await api.put('/trash/gone.txt');
    await api.put('/trash/sub/deep.txt');
    await api.put('/trash/back.txt');
    for (const name of ['gone.txt', 'sub', 'back.txt']) {
      await api.ok('files/delete_v2', { path: `/trash/${name}` });
    }
    await api.put('/trash/back.txt');
    const flat = await api.ok('files/list_folder', { path: '/trash', include_deleted: true });
    expect(told(flat).sort()).toEqual([
      'deleted /trash/gone.txt',
      'deleted /trash/sub',
      'file /trash/back.txt',
      'file /trash/kept.txt',
    ]);
    const deep = await api.ok('files/list_folder', {
      path: '/trash',
      include_deleted: true,
      recursive: true,
      limit: 2,
    });
    const { pages } = await allPages(deep);
    expect(pages.flatMap(told)).toContain('deleted /trash/sub/deep.txt');
    const [gone] = flat.entries.filter((entry: Json) => entry['.tag'] === 'deleted');
    expect(Object.keys(gone).sort()).toEqual(['.tag', 'name', 'path_display', 'path_lower']);
  });

  it('tells more of each entry when asked, but nothing of pictures', async () => {
    await api.put('/more/kept.png');
    await api.put('/more/gone.txt');
    await api.ok('files/delete_v2', { path: '/more/gone.txt' });
    const { entries } = await api.ok('files/list_folder', {
      path: '/more',
      include_deleted: true,
      include_restorable_info: true,
      include_has_explicit_shared_members: true,
      include_media_info: true,
    });
    expect(entries).toMatchObject([
      { '.tag': 'file', has_explicit_shared_members: false },
      { '.tag': 'deleted', is_restorable: true },
    ]);
    expect(entries[0]).not.toHaveProperty('media_info');
    const plain = await api.ok('files/list_folder', { path: '/more', include_deleted: true });
    expect(plain.entries[0]).not.toHaveProperty('has_explicit_shared_members');
    expect(plain.entries[1]).not.toHaveProperty('is_restorable');
  });

  it('leaves out what cannot be downloaded when asked to', async () => {
    await emulator.seed([
      { kind: 'document', path: '/kinds/plan.gdoc', content: 'x', format: { exportAs: 'docx' } },
      { kind: 'symlink', path: '/kinds/link', target: '../target' },
    ]);
    const all = await api.ok('files/list_folder', { path: '/kinds' });
    const document = all.entries.find((entry: Json) => entry.name === 'plan.gdoc');
    expect(document).toMatchObject({
      is_downloadable: false,
      export_info: { export_as: 'docx', export_options: [] },
    });
    expect(document).not.toHaveProperty('content_hash');
    const link = all.entries.find((entry: Json) => entry.name === 'link');
    expect(link.symlink_info).toEqual({ target: '../target' });
    const some = await api.ok('files/list_folder', {
      path: '/kinds',
      include_non_downloadable_files: false,
    });
    expect(told(some)).toEqual(['file /kinds/link']);
  });

  it('takes the doubled slash with which rclone lists from a root', async () => {
    const page = await api.ok('files/list_folder', { path: '//plain' });
    expect(told(page)).toContain('file /plain/a.txt');
  });
});

describe('a change feed', () => {
  async function follow(path: string, recursive = true): Promise<() => Promise<string[]>> {
    let { cursor } = await api.ok('files/list_folder/get_latest_cursor', { path, recursive });
    return async () => {
      const first = await api.ok('files/list_folder/continue', { cursor });
      const all = await allPages(first);
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
    const { pages } = await allPages(first);
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
