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

const metadata = (path: string) => api.ok('files/get_metadata', { path });
const summary = async (route: string, argument: Json) =>
  (await api.rpc(route, argument)).json.error_summary;

describe('create_folder_v2', () => {
  it('makes the folders above too, and gives metadata without a tag', async () => {
    const result = await api.ok('files/create_folder_v2', { path: '/New/Sub/Folder' });
    expect(Object.keys(result)).toEqual(['metadata']);
    expect(result.metadata).not.toHaveProperty('.tag');
    expect((await metadata('/new/sub')).path_display).toBe('/New/Sub');
  });

  it('finds another name when asked', async () => {
    await api.ok('files/create_folder_v2', { path: '/Twice.d' });
    const { metadata } = await api.ok('files/create_folder_v2', {
      path: '/Twice.d',
      autorename: true,
    });
    expect(metadata.name).toBe('Twice.d (1)');
  });

  it('in its first form gives the metadata alone', async () => {
    const result = await api.ok('files/create_folder', { path: '/First form' });
    expect(result).toMatchObject({ name: 'First form' });
  });
});

describe('delete_v2', () => {
  it('gives what was there, and takes all that was in it', async () => {
    await api.put('/Gone/a/b.txt');
    const before = await metadata('/gone');
    const result = await api.ok('files/delete_v2', { path: '/gone' });
    expect(result).toEqual({ metadata: before });
    expect(await summary('files/get_metadata', { path: '/gone/a/b.txt' })).toBe('path/not_found/');
    expect(await summary('files/delete_v2', { path: '/gone' })).toBe('path_lookup/not_found/');
  });

  it('deletes only the rev that is meant', async () => {
    const { rev } = await api.put('/guarded.txt');
    await api.ok('files/delete_v2', { path: '/guarded.txt', parent_rev: rev });
  });

  it('in its first form gives the metadata alone', async () => {
    await api.put('/v1.txt');
    expect(await api.ok('files/delete', { path: '/v1.txt' })).toMatchObject({ '.tag': 'file' });
  });
});

describe('permanently_delete', () => {
  it('is not for personal apps', async () => {
    await api.put('/forever.txt');
    const response = await api.rpc('files/permanently_delete', { path: '/forever.txt' });
    expect([response.status, response.text]).toEqual([
      400,
      'Error in call to API function "files/permanently_delete": Your API app is not allowed to call this function.',
    ]);
  });

  it('leaves nothing to restore', async () => {
    const team = emulator.createTeam('Erasers');
    const member = emulator.createAccount({ team: team.id });
    const business = new ApiClient(emulator, { token: member.accessToken });
    const { rev } = await business.put('/folder/secret.txt', 'secret');
    const { cursor } = await business.ok('files/list_folder', { path: '', recursive: true });
    const response = await business.rpc('files/permanently_delete', { path: '/folder' });
    expect([response.status, response.text]).toEqual([200, 'null']);
    const restored = await business.rpc('files/restore', { path: '/folder/secret.txt', rev });
    expect(restored.json.error_summary).toBe('invalid_revision/');
    const trash = await business.ok('files/list_folder', { path: '', include_deleted: true });
    expect(trash.entries).toEqual([]);
    const told = await business.ok('files/list_folder/continue', { cursor });
    expect(told.entries).toMatchObject([{ '.tag': 'deleted', path_lower: '/folder' }]);
  });
});

describe('move_v2', () => {
  it('keeps id and client time, and gives a new rev', async () => {
    const client_modified = '2001-02-03T04:05:06Z';
    const argument = { path: '/Old/File.txt', client_modified };
    const { json: before } = await api.upload('files/upload', argument, 'x');
    const result = await api.ok('files/move_v2', {
      from_path: '/old/file.TXT',
      to_path: '/Made/On the way/New.txt',
    });
    expect(result.metadata).toMatchObject({
      '.tag': 'file',
      id: before.id,
      client_modified,
      path_display: '/Made/On the way/New.txt',
    });
    expect(result.metadata.rev).not.toBe(before.rev);
  });

  it('takes all that is in a folder along', async () => {
    const { id } = await api.put('/Tree/Deep/leaf.txt');
    await api.ok('files/move_v2', { from_path: '/tree', to_path: '/Forest/Tree' });
    expect(await metadata('/forest/tree/deep/leaf.txt')).toMatchObject({
      id,
      path_display: '/Forest/Tree/Deep/leaf.txt',
    });
    expect(await summary('files/get_metadata', { path: '/tree/deep/leaf.txt' })).toBe(
      'path/not_found/',
    );
  });

  it('finds another name when asked', async () => {
    await api.put('/m1.txt', '1');
    await api.put('/m2.txt', '2');
    const { metadata } = await api.ok('files/move_v2', {
      from_path: '/m1.txt',
      to_path: '/m2.txt',
      autorename: true,
    });
    expect(metadata.name).toBe('m2 (1).txt');
  });

  it('goes by ids', async () => {
    const { id } = await api.put('/by id.txt');
    const result = await api.ok('files/move_v2', { from_path: id, to_path: '/by id 2.txt' });
    expect(result.metadata.id).toBe(id);
  });

  it('of more than 10,000 entries is refused, and so is a copy', async () => {
    await emulator.seed(
      Array.from({ length: 10_001 }, (_, index) => ({
        kind: 'folder' as const,
        path: `/many/${index}`,
      })),
    );
    for (const route of ['files/move_v2', 'files/copy_v2']) {
      const argument = { from_path: '/many', to_path: '/many more' };
      expect(await summary(route, argument)).toBe('too_many_files/');
    }
    // A batch is what is left to clients then.
    const launched = await api.ok('files/move_batch_v2', {
      entries: [{ from_path: '/many', to_path: '/many more' }],
    });
    const { entries } = await api.job('files/move_batch/check_v2', launched);
    expect(entries).toMatchObject([{ '.tag': 'success' }]);
    expect((await metadata('/many more/10000')).name).toBe('10000');
  });

  it.each([
    ['ignore', 200, '/Case.txt'],
    ['apply', 200, '/CASE.txt'],
    ['refuse', 409, '/Case.txt'],
  ] as const)('that changes only case does %s', async (caseOnlyRename, status, shown) => {
    await api.put('/Case.txt');
    emulator.setBehaviour({ caseOnlyRename });
    const argument = { from_path: '/Case.txt', to_path: '/CASE.txt' };
    const response = await api.rpc('files/move_v2', argument);
    const renamed = await api.rpc('files/move_v2', { ...argument, autorename: true });
    emulator.setBehaviour({ caseOnlyRename: 'ignore' });
    expect(response.status).toBe(status);
    // It does not get out of its own way either.
    expect(renamed.json.metadata?.path_display).toBe(renamed.status === 200 ? shown : undefined);
    expect((await metadata('/case.txt')).path_display).toBe(shown);
    await api.ok('files/delete_v2', { path: '/case.txt' });
  });
});

describe('copy_v2', () => {
  it('gives new ids, and the same client time', async () => {
    const before = await api.put('/source/a.txt', 'content');
    const result = await api.ok('files/copy_v2', { from_path: '/source', to_path: '/copy' });
    expect(result.metadata).toMatchObject({ '.tag': 'folder', name: 'copy' });
    const copy = await metadata('/copy/a.txt');
    expect(copy.id).not.toBe(before.id);
    expect([copy.client_modified, copy.content_hash]).toEqual([
      before.client_modified,
      before.content_hash,
    ]);
  });

  it('makes the folders above, and none below a file', async () => {
    await api.put('/copied.txt');
    const below = (to_path: string) => ({ from_path: '/copied.txt', to_path });
    const { metadata } = await api.ok('files/copy_v2', below('/Made/by copy/x.txt'));
    expect(metadata.path_display).toBe('/Made/by copy/x.txt');
    expect(await summary('files/copy_v2', below('/made/by copy/x.txt/y'))).toBe(
      'to/conflict/file_ancestor/',
    );
  });

  it('may stand beside its source', async () => {
    await api.put('/self.txt');
    expect(await summary('files/copy_v2', { from_path: '/self.txt', to_path: '/SELF.txt' })).toBe(
      'to/conflict/file/',
    );
    const { metadata } = await api.ok('files/copy_v2', {
      from_path: '/self.txt',
      to_path: '/self.txt',
      autorename: true,
    });
    expect(metadata.name).toBe('self (1).txt');
  });
});
