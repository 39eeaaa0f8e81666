import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient, resultOf } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
  const image = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: 'teal' } });
  await api.put('/wide.png', await image(400, 200).png().toBuffer());
  await api.put('/high.jpg', await image(200, 400).jpeg().toBuffer());
  await api.put('/no image.png', 'just text');
  await api.put('/text.txt');
});

afterAll(() => emulator.close());

const thumbnail = (path: string, options: Json = {}) =>
  api.download('files/get_thumbnail_v2', { resource: { '.tag': 'path', path }, ...options });

describe('get_thumbnail_v2', () => {
  it.each([
    ['/wide.png', 'w128h128', 'strict', [128, 64]],
    ['/high.jpg', 'w480h320', 'strict', [160, 320]],
    ['/high.jpg', 'w480h320', 'bestfit', [200, 400]],
    ['/wide.png', 'w128h128', 'fitone_bestfit', [256, 128]],
    ['/wide.png', 'w32h32', 'original', [400, 200]],
    ['/wide.png', 'w1024h768', 'strict', [400, 200]],
  ])('makes of %s in %s by %s %j', async (path, size, mode, expected) => {
    const response = await thumbnail(path, { size, mode });
    expect([response.status, response.type]).toEqual([200, 'image/jpeg']);
    const { width, height } = await sharp(response.bytes).metadata();
    expect([width, height]).toEqual(expected);
  });

  it.each(['jpeg', 'png', 'webp'])('makes %s', async (format) => {
    const response = await thumbnail('/wide.png', { format });
    expect(response.type).toBe(`image/${format}`);
    expect((await sharp(response.bytes).metadata()).format).toBe(format);
  });

  it('tells the file, with what is known of the image', async () => {
    const { file_metadata } = resultOf(await thumbnail('/wide.png'));
    expect(file_metadata).toMatchObject({
      name: 'wide.png',
      media_info: {
        '.tag': 'metadata',
        metadata: { '.tag': 'photo', dimensions: { width: 400, height: 200 } },
      },
    });
    const without = resultOf(await thumbnail('/wide.png', { exclude_media_info: true }));
    expect(without.file_metadata).not.toHaveProperty('media_info');
  });

  it.each([
    ['/text.txt', 'unsupported_extension/'],
    ['/no image.png', 'conversion_error/'],
    ['/none.png', 'path/not_found/'],
  ])('refuses %s with %s', async (path, summary) => {
    const response = await thumbnail(path);
    expect([response.status, response.json.error_summary]).toEqual([409, summary]);
  });

  it('shows a file behind a shared link, to an app too', async () => {
    const { url } = await api.ok('sharing/create_shared_link_with_settings', { path: '/wide.png' });
    const { key, secret } = emulator.app;
    const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    const response = await new ApiClient(emulator, { token: null }).download(
      'files/get_thumbnail_v2',
      { resource: { '.tag': 'link', url } },
      { Authorization: authorization },
    );
    expect(response.type).toBe('image/jpeg');
    expect(resultOf(response)).toEqual({
      link_metadata: { url, id: expect.any(String), rev: expect.any(String) },
    });
  });
});

describe('the other thumbnail routes', () => {
  it('get_thumbnail tells the file itself', async () => {
    const response = await api.download('files/get_thumbnail', { path: '/wide.png' });
    expect([response.type, resultOf(response).name]).toEqual(['image/jpeg', 'wide.png']);
  });

  it('get_thumbnail_batch makes many, each by itself', async () => {
    const { entries } = await api.ok('files/get_thumbnail_batch', {
      entries: [{ path: '/high.jpg', size: 'w64h64' }, { path: '/text.txt' }],
    });
    expect(entries).toEqual([
      {
        '.tag': 'success',
        metadata: expect.objectContaining({ name: 'high.jpg' }),
        thumbnail: expect.any(String),
      },
      { '.tag': 'failure', failure: { '.tag': 'unsupported_extension' } },
    ]);
    const { height } = await sharp(Buffer.from(entries[0].thumbnail, 'base64')).metadata();
    expect(height).toBe(64);
  });
});

describe('get_metadata', () => {
  it('tells of pictures when asked', async () => {
    const told = async (path: string) =>
      (await api.ok('files/get_metadata', { path, include_media_info: true })).media_info;
    expect(await told('/high.jpg')).toMatchObject({
      metadata: { dimensions: { height: 400, width: 200 } },
    });
    expect(await told('/text.txt')).toBeUndefined();
    expect(await told('/no image.png')).toBeUndefined();
    await api.put('/film.mp4');
    expect(await told('/film.mp4')).toEqual({ '.tag': 'pending' });
  });
});

describe('get_preview', () => {
  it('shows a table as HTML', async () => {
    await api.put('/table.csv', 'a,b\n1,<2>\n');
    const response = await api.download('files/get_preview', { path: '/table.csv' });
    expect([response.status, response.type]).toEqual([200, 'text/html']);
    expect(response.text).toContain('<td>1</td><td>&#60;2&#62;</td>');
  });

  it.each([
    ['/text.txt', 'unsupported_extension/'],
    ['/office.docx', 'unsupported_content/'],
  ])('refuses %s', async (path, summary) => {
    await api.put(path);
    const response = await api.download('files/get_preview', { path });
    expect(response.json.error_summary).toBe(summary);
  });
});
