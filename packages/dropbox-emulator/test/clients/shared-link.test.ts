import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { send } from '../raw/raw-client.ts';

/** Addresses of files as programs make them out of shared links. */

let emulator: DropboxEmulator;
let link: URL;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  const api = new ApiClient(emulator);
  await api.put('/linked.txt', 'linked');
  const { url } = await api.ok('sharing/create_shared_link_with_settings', {
    path: '/linked.txt',
  });
  link = new URL(url);
});

afterAll(() => emulator.close());

it.each([
  ['www.dropbox.com', { dl: '1' }],
  ['www.dropbox.com', { raw: '1' }],
  ['dropbox.com', { dl: '1' }],
  ['dl.dropboxusercontent.com', {}],
  ['dl.dropboxusercontent.com', { dl: '0' }],
  ['dl.dropbox.com', {}],
])('leads to the file on %s with %j', async (host, parameters) => {
  const query = new URLSearchParams({ rlkey: link.searchParams.get('rlkey') ?? '', ...parameters });
  const response = await send(emulator.url, {
    method: 'GET',
    path: `${link.pathname}?${query}`,
    headers: { Host: host },
  });
  expect([response.status, response.text]).toEqual([200, 'linked']);
});

it('leads to a page as it is', async () => {
  const response = await send(emulator.url, {
    method: 'GET',
    path: link.pathname + link.search,
    headers: { Host: link.host },
  });
  expect([response.status, response.type]).toEqual([200, 'text/html']);
});
