import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient, resultOf } from '../raw/api-client.ts';
import { send } from '../raw/raw-client.ts';

/** Requests as Dropbox's SDK for Java writes them, which Cyberduck and most programs for Android use. */

let emulator: DropboxEmulator;
let common: Readonly<Record<string, string>>;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  common = {
    Authorization: `Bearer ${emulator.account.accessToken}`,
    'User-Agent': 'client/1.0 Dropbox-Java-SDK/7.0.0',
    'Dropbox-API-User-Locale': 'en_US',
  };
  await new ApiClient(emulator).put('/Jesús.txt', 'content');
});

afterAll(() => emulator.close());

const json = { 'Content-Type': 'application/json; charset=utf-8' };

it('downloads with a content type that is there and empty', async () => {
  const response = await send(emulator.url, {
    path: '/2/files/download',
    headers: {
      ...common,
      'Content-Type': '',
      'Content-Length': '0',
      'Dropbox-API-Arg': '{"path":"/Jes\\u00FAs.txt"}',
    },
  });
  expect(response).toMatchObject({ status: 200, text: 'content' });
  expect(resultOf(response).name).toBe('Jesús.txt');
});

it('says null where a function takes nothing', async () => {
  const response = await send(emulator.url, {
    path: '/2/users/get_current_account',
    headers: { ...common, ...json },
    body: 'null',
  });
  expect(response.json.account_id).toBe(emulator.account.id);
});

it('lists with every field told', async () => {
  const response = await send(emulator.url, {
    path: '/2/files/list_folder',
    headers: { ...common, ...json },
    body:
      '{"path":"","recursive":false,"include_media_info":false,"include_deleted":false,' +
      '"include_has_explicit_shared_members":false,"include_mounted_folders":true,' +
      '"include_non_downloadable_files":true}',
  });
  expect(response.json.entries).toMatchObject([{ name: 'Jesús.txt' }]);
});

it('streams an upload in pieces of unknown number', async () => {
  const response = await send(emulator.url, {
    path: '/2/files/upload',
    headers: {
      ...common,
      'Content-Type': 'application/octet-stream',
      'Transfer-Encoding': 'chunked',
      'Dropbox-API-Arg':
        '{"path":"/streamed","mode":"add","autorename":false,"client_modified":"2026-01-02T03:04:05Z",' +
        '"mute":false,"strict_conflict":false}',
    },
    body: 'streamed',
  });
  expect(response.json).toMatchObject({ size: 8, client_modified: '2026-01-02T03:04:05Z' });
});

it('polls without a token', async () => {
  const cursor = (await new ApiClient(emulator).ok('files/list_folder', { path: '' })).cursor;
  const { Authorization: _, ...anonymous } = common;
  const polled = send(emulator.url, {
    path: '/notify/2/files/list_folder/longpoll',
    headers: { ...anonymous, ...json },
    body: JSON.stringify({ cursor, timeout: 30 }),
  });
  await new ApiClient(emulator).put('/new');
  expect((await polled).json).toMatchObject({ changes: true });
});
