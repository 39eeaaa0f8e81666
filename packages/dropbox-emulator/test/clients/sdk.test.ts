import { randomBytes } from 'node:crypto';
import type { Dropbox } from 'dropbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { connectSdk } from './connect-sdk.ts';

let emulator: DropboxEmulator;
let client: Dropbox;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  client = connectSdk(emulator.url, emulator.account.accessToken);
});

afterAll(() => emulator.close());

it('signs in', async () => {
  const { result } = await client.usersGetCurrentAccount();
  expect(result.account_id).toBe(emulator.account.id);
  expect(result.root_info.root_namespace_id).toBe(emulator.account.rootNamespace);
});

it('uploads in one request and downloads', async () => {
  const contents = randomBytes(100_000);
  const uploaded = await client.filesUpload({ path: '/Sdk/One.bin', contents });
  expect(uploaded.result).toMatchObject({ name: 'One.bin', size: contents.length });
  const { result } = await client.filesDownload({ path: '/sdk/one.BIN' });
  expect(result.rev).toBe(uploaded.result.rev);
  expect(contents.equals(await downloadedBytes(result))).toBe(true);
});

it('uploads by a session', async () => {
  const contents = randomBytes(9_000_000);
  const start = await client.filesUploadSessionStart({ contents: contents.subarray(0, 4_000_000) });
  const { session_id } = start.result;
  await client.filesUploadSessionAppendV2({
    cursor: { session_id, offset: 4_000_000 },
    contents: contents.subarray(4_000_000, 8_000_000),
  });
  const finished = await client.filesUploadSessionFinish({
    cursor: { session_id, offset: 8_000_000 },
    commit: { path: '/sdk/session.bin' },
    contents: contents.subarray(8_000_000),
  });
  expect(finished.result.size).toBe(contents.length);
  const { result } = await client.filesDownload({ path: '/sdk/session.bin' });
  expect(contents.equals(await downloadedBytes(result))).toBe(true);
});

it('tells of changes by long poll', async () => {
  const { result: latest } = await client.filesListFolderGetLatestCursor({
    path: '',
    recursive: true,
  });
  const polled = client.filesListFolderLongpoll({ cursor: latest.cursor });
  await client.filesCreateFolderV2({ path: '/Sdk/New folder' });
  expect((await polled).result.changes).toBe(true);
  const { result } = await client.filesListFolderContinue({ cursor: latest.cursor });
  expect(result.entries.map((entry) => entry.path_display)).toEqual(['/Sdk/New folder']);
});

it('counts requests and bytes by route', async () => {
  emulator.requests.reset();
  await client.filesUpload({ path: '/counted', contents: Buffer.alloc(1000) });
  await client.filesDownload({ path: '/counted' });
  expect(emulator.requests.of('files/upload')).toMatchObject({ requests: 1, received: 1000 });
  expect(emulator.requests.of('files/download')).toMatchObject({ requests: 1, sent: 1000 });
  expect(emulator.requests.total.requests).toBe(2);
});

/** The SDK gives a Buffer or a Blob, by how it was bundled, and types neither. */
async function downloadedBytes(result: object): Promise<Uint8Array> {
  if ('fileBlob' in result) return new Uint8Array(await (result.fileBlob as Blob).arrayBuffer());
  return (result as { fileBinary: Uint8Array }).fileBinary;
}
