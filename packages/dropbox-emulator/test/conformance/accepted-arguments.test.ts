import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator({ behaviour: { wireStyle: 'classic' } });
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

describe('what is accepted', () => {
  it('null for what may be left out', async () => {
    const response = await api.rpc('files/list_folder', { path: '', limit: null });
    expect(response.status).toBe(200);
  });

  it.each([
    ['a bare tag as a string', 'add'],
    ['a bare tag as an object', { '.tag': 'add' }],
  ])('%s', async (title, mode) => {
    const response = await api.upload('files/upload', { path: `/${title}`, mode }, 'x');
    expect(response.status).toBe(200);
  });

  it('an argument in the URL', async () => {
    await api.put('/by url.txt', 'content');
    const argument = encodeURIComponent('{"path":"/by url.txt"}');
    const response = await send(emulator.url, {
      method: 'GET',
      path: `/content/2/files/download?arg=${argument}&authorization=Bearer%20${emulator.account.accessToken}`,
    });
    expect([response.status, response.text]).toEqual([200, 'content']);
  });

  it('UTF-8 in an argument header, as clients have long sent it', async () => {
    const raw = Buffer.from('{"path":"/grüße.txt"}').toString('latin1');
    const response = await api.upload('files/upload', {}, 'x', { 'Dropbox-API-Arg': raw });
    expect(response.json.name).toBe('grüße.txt');
    emulator.setBehaviour({ argumentHeader: 'ascii' });
    const refused = await api.upload('files/upload', {}, 'x', { 'Dropbox-API-Arg': raw });
    emulator.setBehaviour({ argumentHeader: 'utf-8' });
    expect([refused.status, refused.text]).toEqual([
      400,
      'Error in call to API function "files/upload": HTTP header "Dropbox-API-Arg": could not decode input as JSON',
    ]);
  });

  it('an argument header of a hundred thousand characters', async () => {
    const path = `/${'é'.repeat(255)}`.repeat(70);
    const response = await api.upload('files/upload', { path }, 'x');
    expect(response.json.path_display).toBe(path);
  });

  it.each([
    ['application/json; charset=utf-8'],
    ['application/json;charset=UTF-8'],
    ['text/plain; charset=dropbox-cors-hack'],
  ])('a body as %s', async (type) => {
    const response = await api.rpc('files/list_folder', { path: '' }, { 'Content-Type': type });
    expect(response.status).toBe(200);
  });

  it('nothing at all, or null, for no argument', async () => {
    const Authorization = `Bearer ${emulator.account.accessToken}`;
    const path = '/2/users/get_current_account';
    const empty = await send(emulator.url, { path, headers: { Authorization } });
    const asNull = await api.rpc('users/get_current_account', null);
    expect([empty.status, asNull.status]).toEqual([200, 200]);
  });
});
