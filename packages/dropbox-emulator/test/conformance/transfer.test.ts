import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;
let web: Server;
let origin: string;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
  web = createServer(({ url }, response) => {
    if (url === '/page') response.end('a page');
    else if (url === '/moved') response.writeHead(302, { Location: '/page' }).end();
    else if (url === '/away') response.writeHead(302, { Location: 'http://192.0.2.1/' }).end();
    else response.writeHead(url === '/missing' ? 404 : 500).end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  web.listen(0, '127.0.0.1', resolve);
  await promise;
  origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});

afterAll(async () => {
  web.close();
  await emulator.close();
});

describe('copy references', () => {
  it('bring a folder into another account', async () => {
    await api.put('/given/a.txt', 'content');
    const got = await api.ok('files/copy_reference/get', { path: '/given' });
    expect(got).toEqual({
      metadata: expect.objectContaining({ '.tag': 'folder', name: 'given' }),
      copy_reference: expect.any(String),
      expires: expect.stringMatching(/^20[5-9]\d/),
    });
    const other = new ApiClient(emulator, { token: emulator.createAccount().accessToken });
    const { copy_reference } = got;
    const saved = await other.ok('files/copy_reference/save', { copy_reference, path: '/taken' });
    expect(saved.metadata).toMatchObject({ '.tag': 'folder', path_display: '/taken' });
    expect((await other.download('files/download', { path: '/taken/a.txt' })).text).toBe('content');
    const again = await other.rpc('files/copy_reference/save', { copy_reference, path: '/taken' });
    expect(again.json.error_summary).toBe('path/conflict/folder/');
    const inside = await api.ok('files/copy_reference/save', {
      copy_reference,
      path: '/given/inside',
    });
    expect(inside.metadata.path_display).toBe('/given/inside');
    const { entries } = await api.ok('files/list_folder', { path: '/given', recursive: true });
    expect(entries.map((entry: Json) => entry.path_display)).toEqual([
      '/given',
      '/given/a.txt',
      '/given/inside',
      '/given/inside/a.txt',
    ]);
    await api.ok('files/delete_v2', { path: '/given' });
    const late = await other.rpc('files/copy_reference/save', { copy_reference, path: '/late' });
    expect(late.json.error_summary).toBe('not_found/');
  });
});

describe('save_url', () => {
  async function save(path: string, url: string) {
    const launched = await api.ok('files/save_url', { path, url });
    expect(launched['.tag']).toBe('async_job_id');
    return await api.job('files/save_url/check_job_status', launched);
  }

  it('fetches a file, and finds another name where one is there', async () => {
    const first = await save('/page.html', `${origin}/page`);
    expect(first).toMatchObject({ '.tag': 'complete', name: 'page.html', size: 6 });
    expect(await save('/page.html', `${origin}/page`)).toMatchObject({ name: 'page (1).html' });
    await api.put('/page.html', 'other');
    expect(await save('/page.html', `${origin}/moved`)).toMatchObject({ name: 'page (2).html' });
  });

  it.each([
    ['/missing', 'not_found'],
    ['/broken', 'download_failed'],
    ['/away', 'download_failed'],
  ])('fails for %s with %s', async (path, tag) => {
    const job = await save('/none.html', origin + path);
    expect(job).toEqual({ '.tag': 'failed', failed: { '.tag': tag } });
  });

  it('goes nowhere but to this machine', async () => {
    const job = await save('/none.html', 'http://192.0.2.1/');
    expect(job).toEqual({ '.tag': 'failed', failed: { '.tag': 'download_failed' } });
  });
});
