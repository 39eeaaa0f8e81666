import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
  await api.put('/Own/file.txt');
  await api.put('/Shared/file.txt');
  await api.put('/Shared/Folder/file.txt');
  emulator.shareFolder({ path: '/Shared', members: [] });
});

afterAll(() => emulator.close());

const paths = (listing: Json) => listing.entries.map((entry: Json) => entry.path_display).sort();

/** Without `include_mounted_folders`, as rclone before 1.69 lists everything. */
const withoutMounted = (path: string, recursive = false) =>
  api.ok('files/list_folder', { path, recursive, include_mounted_folders: false });

describe('a listing without what is below mounted folders', () => {
  it('shows the mounted folders themselves', async () => {
    expect(paths(await withoutMounted(''))).toEqual(['/Own', '/Shared']);
  });

  it('shows what is in a mounted folder when it is the one that is listed', async () => {
    expect(paths(await withoutMounted('/Shared'))).toEqual(['/Shared/Folder', '/Shared/file.txt']);
    expect(paths(await withoutMounted('/Shared', true))).toEqual([
      '/Shared',
      '/Shared/Folder',
      '/Shared/Folder/file.txt',
      '/Shared/file.txt',
    ]);
  });

  it('does not go into them', async () => {
    const listing = await withoutMounted('', true);
    expect(paths(listing)).toEqual(['/Own', '/Own/file.txt', '/Shared']);
    await api.put('/Shared/new.txt');
    await api.put('/Own/new.txt');
    const changes = await api.ok('files/list_folder/continue', { cursor: listing.cursor });
    expect(paths(changes)).toEqual(['/Own/new.txt']);
  });

  it('tells of changes in a mounted folder that is listed', async () => {
    const { cursor } = await withoutMounted('/Shared', true);
    await api.put('/Shared/newer.txt');
    const changes = await api.ok('files/list_folder/continue', { cursor });
    expect(paths(changes)).toEqual(['/Shared/newer.txt']);
  });

  it('tells of a folder that was mounted later', async () => {
    const { cursor } = await withoutMounted('', true);
    await api.put('/Shared later/file.txt');
    emulator.shareFolder({ path: '/Shared later', members: [] });
    const changes = await api.ok('files/list_folder/continue', { cursor });
    expect(paths(changes)).toContain('/Shared later');
  });
});
