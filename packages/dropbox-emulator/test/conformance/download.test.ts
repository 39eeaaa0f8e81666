import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient, resultOf } from '../raw/api-client.ts';
import { send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
  await api.put('/digits.txt', '0123456789');
  await api.put('/empty.txt', '');
});

afterAll(() => emulator.close());

describe('download', () => {
  it('gives the bytes, and the metadata without a tag in a header', async () => {
    const file = await api.put('/Jesús 文.txt', 'content');
    const response = await api.download('files/download', { path: '/jesús 文.TXT' });
    expect([response.status, response.text]).toEqual([200, 'content']);
    expect(resultOf(response)).toEqual(file);
    expect(response.headers['dropbox-api-result']).toContain('Jes\\u00fas \\u6587');
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '7',
      'accept-ranges': 'bytes',
      etag: `W/"${file.rev}"`,
      'original-content-length': '7',
      'x-dropbox-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=4-', '456789', 'bytes 4-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
  ])('gives the range %s, and still the whole size', async (range, text, contentRange) => {
    const response = await api.download(
      'files/download',
      { path: '/digits.txt' },
      { Range: range },
    );
    expect([response.status, response.text]).toEqual([206, text]);
    expect(response.headers['content-range']).toBe(contentRange);
    expect(response.headers['content-length']).toBe(String(text.length));
    expect(resultOf(response).size).toBe(10);
  });

  it.each([
    ['/digits.txt', 'bytes=10-', 10],
    ['/empty.txt', 'bytes=0-', 0],
  ])('refuses a range of %s that begins behind its end', async (path, range, size) => {
    const response = await api.download('files/download', { path }, { Range: range });
    expect([response.status, response.headers['content-range']]).toEqual([416, `bytes */${size}`]);
  });

  it('ignores several ranges at once', async () => {
    const response = await api.download(
      'files/download',
      { path: '/digits.txt' },
      { Range: 'bytes=0-1,4-5' },
    );
    expect([response.status, response.text]).toEqual([200, '0123456789']);
  });

  it('gives an empty file', async () => {
    const response = await api.download('files/download', { path: '/empty.txt' });
    expect([response.status, response.bytes.length]).toEqual([200, 0]);
  });

  it('gives exactly the revision that was asked for', async () => {
    const first = await api.put('/versions.txt', 'first');
    const second = await api.put('/versions.txt', 'second');
    for (const argument of [
      { path: `rev:${first.rev}` },
      { path: '/versions.txt', rev: first.rev },
    ]) {
      expect((await api.download('files/download', argument)).text).toBe('first');
    }
    const byId = await api.download('files/download', { path: second.id });
    expect(byId.text).toBe('second');
  });

  it('gives a deleted file by its rev', async () => {
    const { rev } = await api.put('/deleted.txt', 'still here');
    await api.ok('files/delete_v2', { path: '/deleted.txt' });
    const response = await api.download('files/download', { path: `rev:${rev}` });
    expect(response.text).toBe('still here');
  });

  describe('by GET', () => {
    const get = (headers: Record<string, string>, method = 'GET') =>
      send(emulator.url, {
        method,
        path: '/content/2/files/download',
        headers: {
          Authorization: `Bearer ${emulator.account.accessToken}`,
          'Dropbox-API-Arg': '{"path":"/digits.txt"}',
          ...headers,
        },
      });

    it('gives the bytes unless the client has them', async () => {
      const first = await get({});
      expect([first.status, first.text]).toEqual([200, '0123456789']);
      const again = await get({ 'If-None-Match': String(first.headers.etag) });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    });

    it('gives the headers alone to HEAD', async () => {
      const { status, headers, bytes } = await get({}, 'HEAD');
      expect([status, headers['content-length'], bytes.length]).toEqual([200, '10', 0]);
    });
  });

  it('reads any part of a file that is larger than the memory', async () => {
    const size = 50 * 1024 ** 3;
    await emulator.seed([{ kind: 'generated', path: '/huge.bin', size, seed: 9 }]);
    const part = (start: number, end: number) =>
      api.download('files/download', { path: '/huge.bin' }, { Range: `bytes=${start}-${end - 1}` });
    const middle = 25 * 1024 ** 3 - 7;
    const whole = await part(middle, middle + 100);
    const half = await part(middle + 50, middle + 100);
    expect(resultOf(whole).size).toBe(size);
    expect(whole.bytes.subarray(50).equals(half.bytes)).toBe(true);
    const last = await part(size - 10, size);
    expect(last.headers['content-range']).toBe(`bytes ${size - 10}-${size - 1}/${size}`);
  });
});

describe('download_zip', () => {
  it('packs a folder with all that is in it', async () => {
    await api.put('/Zip me/a.txt', 'aaa');
    await api.put('/Zip me/sub/ü.txt', 'üüü');
    await api.ok('files/create_folder_v2', { path: '/Zip me/none' });
    const response = await api.download('files/download_zip', { path: '/zip me' });
    expect([response.status, response.type]).toEqual([200, 'application/zip']);
    expect(resultOf(response)).toEqual({
      metadata: expect.objectContaining({ name: 'Zip me', path_lower: '/zip me' }),
    });
    expect(response.bytes.subarray(0, 2).toString()).toBe('PK');
    for (const name of [
      'Zip me/',
      'Zip me/a.txt',
      'Zip me/sub/',
      'Zip me/sub/ü.txt',
      'Zip me/none/',
    ]) {
      expect(response.bytes.includes(Buffer.from(name))).toBe(true);
    }
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])('packs files of %s', async (time) => {
    const path = `/Zipped ${time.slice(0, 4)}/old.txt`;
    await api.upload('files/upload', { path, client_modified: time }, 'content');
    const response = await api.download('files/download_zip', { path: path.slice(0, 12) });
    expect([response.status, response.bytes.includes(Buffer.from('old.txt'))]).toEqual([200, true]);
  });
});

describe('temporary links', () => {
  it('give the file to whoever has them, for four hours', async () => {
    const { link, metadata } = await api.ok('files/get_temporary_link', { path: '/digits.txt' });
    expect(metadata).not.toHaveProperty('.tag');
    const path = link.slice(emulator.url.length);
    const get = (headers = {}) => send(emulator.url, { method: 'GET', path, headers });
    expect((await get()).text).toBe('0123456789');
    const part = await get({ Range: 'bytes=2-4' });
    expect([part.status, part.text]).toEqual([206, '234']);
    emulator.clock.advance(4 * 60 * 60 * 1000);
    const late = await get();
    expect([late.status, late.type]).toEqual([410, 'text/plain']);
  });

  it('are not to be guessed', async () => {
    const response = await send(emulator.url, { method: 'GET', path: '/cd/0/get/guess/file' });
    expect(response.status).toBe(404);
  });
});
