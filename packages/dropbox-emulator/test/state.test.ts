import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../src/index.ts';
import { ApiClient } from './raw/api-client.ts';

let stateFolder: string;
let emulator: DropboxEmulator;
let api: ApiClient;

beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'emulator-state-'));
  emulator = await startDropboxEmulator({ stateFolder, accessToken: 'first' });
  api = new ApiClient(emulator);
});

afterEach(async () => {
  await emulator.close();
  await rm(stateFolder, { recursive: true });
});

async function restart(): Promise<void> {
  await emulator.close();
  emulator = await startDropboxEmulator({ stateFolder });
  // With the token of before, which has to be good still.
  api = new ApiClient(emulator, { token: 'first' });
}

it('keeps the account with all its files, ids and revisions', async () => {
  const large = randomBytes(300_000);
  const first = await api.put('/folder/file.bin', 'small');
  const second = await api.put('/folder/file.bin', large);
  const { id } = emulator.account;
  await restart();
  expect(emulator.account.id).toBe(id);
  const file = await api.ok('files/get_metadata', { path: '/folder/file.bin' });
  expect(file).toEqual({ '.tag': 'file', ...second });
  const { bytes } = await api.download('files/download', { path: '/folder/file.bin' });
  expect(bytes.equals(large)).toBe(true);
  const old = await api.download('files/download', { path: `rev:${first.rev}` });
  expect(old.text).toBe('small');
});

it('serves one emulator at a time', async () => {
  await expect(startDropboxEmulator({ stateFolder })).rejects.toThrow('is in use');
  expect((await api.rpc('check/user', {})).status).toBe(200);
});

it('keeps cursors, and tells through them what came after', async () => {
  const { cursor } = await api.ok('files/list_folder/get_latest_cursor', {
    path: '',
    recursive: true,
  });
  await api.put('/before.txt');
  await restart();
  await api.put('/after.txt');
  const { entries } = await api.ok('files/list_folder/continue', { cursor });
  expect(entries).toMatchObject([{ name: 'before.txt' }, { name: 'after.txt' }]);
});

it('keeps upload sessions with every byte that was acknowledged', async () => {
  const bytes = randomBytes(6_000_000);
  const start = await api.upload('files/upload_session/start', {}, bytes.subarray(0, 5_000_000));
  const { session_id } = start.json;
  const closed = await api.upload('files/upload_session/start', { close: true }, 'small');
  const concurrent = await api.upload('files/upload_session/start', { session_type: 'concurrent' });
  const block = Buffer.alloc(4 * 1024 * 1024, 7);
  await api.upload(
    'files/upload_session/append_v2',
    { cursor: { session_id: concurrent.json.session_id, offset: 0 }, close: true },
    block,
  );
  await restart();
  const finished = await api.upload(
    'files/upload_session/finish',
    { cursor: { session_id, offset: 5_000_000 }, commit: { path: '/resumed.bin' } },
    bytes.subarray(5_000_000),
  );
  const direct = await api.put('/direct.bin', bytes);
  expect(finished.json.content_hash).toBe(direct.content_hash);
  const { entries } = await api.ok('files/upload_session/finish_batch_v2', {
    entries: [
      {
        cursor: { session_id: closed.json.session_id, offset: 5 },
        commit: { path: '/small.txt' },
      },
      {
        cursor: { session_id: concurrent.json.session_id, offset: block.length },
        commit: { path: '/block.bin' },
      },
    ],
  });
  expect(entries).toMatchObject([
    { '.tag': 'success', size: 5 },
    { '.tag': 'success', size: block.length },
  ]);
});

it('keeps jobs, locks, tags, links and shared folders', async () => {
  await api.put('/a.txt');
  await api.put('/shared/b.txt');
  const job = await api.ok('files/delete_batch', { entries: [{ path: '/none' }] });
  await api.job('files/delete_batch/check', job);
  await api.ok('files/lock_file_batch', { entries: [{ path: '/a.txt' }] });
  await api.ok('files/tags/add', { path: '/a.txt', tag_text: 'kept' });
  const link = await api.ok('sharing/create_shared_link_with_settings', { path: '/a.txt' });
  const shared_folder_id = emulator.shareFolder({ path: '/shared', members: [] });
  await restart();
  expect((await api.job('files/delete_batch/check', job))['.tag']).toBe('complete');
  const file = await api.ok('files/get_metadata', { path: '/a.txt' });
  expect(file.file_lock_info.is_lockholder).toBe(true);
  const { paths_to_tags } = await api.ok('files/tags/get', { paths: ['/a.txt'] });
  expect(paths_to_tags[0].tags).toHaveLength(1);
  const told = await api.ok('sharing/get_shared_link_metadata', { url: link.url });
  expect(told.name).toBe('a.txt');
  const folder = await api.ok('files/get_metadata', { path: '/shared/b.txt' });
  expect(folder.parent_shared_folder_id).toBe(shared_folder_id);
});

it('keeps one copy of bytes that are the same, and none of those that nobody has', async () => {
  const bytes = randomBytes(200_000);
  const content = join(stateFolder, 'content');
  await api.put('/one.bin', bytes);
  await api.put('/two.bin', bytes);
  await api.ok('files/copy_v2', { from_path: '/one.bin', to_path: '/three.bin' });
  expect(await readdir(content)).toHaveLength(1);
  const argument = { path: '/four.bin', content_hash: '0'.repeat(64) };
  await api.upload('files/upload', argument, randomBytes(200_000));
  expect(await readdir(content)).toHaveLength(1);
});

it('takes little room for zeros', async () => {
  const { stat } = await import('node:fs/promises');
  const zeros = Buffer.alloc(20 * 1024 * 1024);
  await api.put('/zeros.bin', zeros);
  const [file] = await readdir(join(stateFolder, 'content'));
  const { size, blocks } = await stat(join(stateFolder, 'content', file ?? ''));
  expect(size).toBe(zeros.length);
  expect(blocks * 512).toBeLessThan(1_000_000);
  const { bytes } = await api.download('files/download', { path: '/zeros.bin' });
  expect(bytes.equals(zeros)).toBe(true);
});

it('keeps nothing when no folder is given', async () => {
  const before = await temporaryFolders();
  const passing = await startDropboxEmulator();
  const client = new ApiClient(passing);
  await client.put('/large.bin', randomBytes(200_000));
  expect(await temporaryFolders()).toHaveLength(before.length + 1);
  await passing.close();
  expect(await temporaryFolders()).toEqual(before);
  expect(existsSync(stateFolder)).toBe(true);
});

async function temporaryFolders(): Promise<string[]> {
  const names = await readdir(tmpdir());
  return names.filter((name) => /^dropbox-emulator-\w{6}$/.test(name)).sort();
}
