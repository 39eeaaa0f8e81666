import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';
import { allPages, told } from './pages.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

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
    const { pages } = await allPages(api, await api.ok('files/list_folder', argument));
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
    const { pages } = await allPages(api, first);
    expect(pages.flatMap(told)).toHaveLength(2);
  });

  it('may have pages of any size, below a limit too', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `file /sizes/${index}`);
    for (const line of names) await api.put(line.slice('file '.length));
    emulator.setBehaviour({ pageSize: { min: 1, max: 9 } });
    const argument = { path: '/sizes', limit: 7 };
    const { pages } = await allPages(api, await api.ok('files/list_folder', argument));
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
    expect(told(flat).toSorted()).toEqual([
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
    const { pages } = await allPages(api, deep);
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
