import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient, resultOf } from '../raw/api-client.ts';
import { type Json, send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;
let other: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  const guest = emulator.createAccount();
  api = new ApiClient(emulator);
  other = new ApiClient(emulator, { token: guest.accessToken });
});

afterAll(() => emulator.close());

const summary = async (client: ApiClient, route: string, argument: Json) =>
  (await client.rpc(route, argument)).json?.error_summary;

describe('a shared link', () => {
  const create = (path: string, settings?: Json) =>
    api.rpc('sharing/create_shared_link_with_settings', { path, settings });

  it('is made once for each file', async () => {
    const file = await api.put('/linked.txt', 'linked');
    const { status, json } = await create('/linked.txt');
    expect([status, json]).toMatchObject([
      200,
      {
        '.tag': 'file',
        id: file.id,
        name: 'linked.txt',
        path_lower: '/linked.txt',
        rev: file.rev,
        size: 6,
        url: expect.stringMatching(
          /^https:\/\/www\.dropbox\.com\/scl\/fi\/\w+\/linked\.txt\?rlkey=\w+&dl=0$/,
        ),
        link_permissions: { can_revoke: true, resolved_visibility: { '.tag': 'public' } },
      },
    ]);
    const again = await create('/linked.txt');
    expect(again.json.error).toEqual({
      '.tag': 'shared_link_already_exists',
      shared_link_already_exists: { '.tag': 'metadata', metadata: json },
    });
    expect(again.json.error_summary).toBe('shared_link_already_exists/metadata/');
  });

  it('leads others to the file', async () => {
    const { links } = await api.ok('sharing/list_shared_links', { path: '/linked.txt' });
    const { url } = links[0];
    const told = await other.ok('sharing/get_shared_link_metadata', { url });
    expect(told).toMatchObject({ '.tag': 'file', name: 'linked.txt' });
    expect(told).not.toHaveProperty('path_lower');
    const got = await other.download('sharing/get_shared_link_file', { url });
    expect([got.text, resultOf(got).name]).toEqual(['linked', 'linked.txt']);
  });

  it('of a folder leads to all that is in it, without telling where that is', async () => {
    await api.put('/Album/sub/pic.jpg', 'pic');
    const { url } = (await create('/album')).json;
    const listed = await other.ok('files/list_folder', { path: '', shared_link: { url } });
    expect(listed.entries).toMatchObject([{ '.tag': 'folder', name: 'sub' }]);
    expect(listed.entries[0]).not.toHaveProperty('path_lower');
    const sub = await other.ok('files/list_folder', { path: '/sub', shared_link: { url } });
    expect(sub.entries).toMatchObject([{ name: 'pic.jpg' }]);
    await api.put('/album/sub/new.jpg');
    const more = await other.ok('files/list_folder/continue', { cursor: sub.cursor });
    expect(more.entries).toMatchObject([{ name: 'new.jpg' }]);
    const file = { url, path: '/sub/pic.jpg' };
    expect((await other.download('sharing/get_shared_link_file', file)).text).toBe('pic');
    expect((await other.download('sharing/get_shared_link_file', { url })).json.error).toEqual({
      '.tag': 'shared_link_is_directory',
    });
    const recursive = { path: '', recursive: true, shared_link: { url } };
    expect((await other.rpc('files/list_folder', recursive)).status).toBe(400);
  });

  it('leads apps that nobody signed in to, and only by links', async () => {
    await api.put('/Public/read me.txt', 'for all');
    const { url } = (await create('/public')).json;
    const { key, secret } = emulator.app;
    const basic = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    const app = new ApiClient(emulator, { token: null, headers: { Authorization: basic } });
    const listed = await app.ok('files/list_folder', { path: '', shared_link: { url } });
    expect(listed.entries).toMatchObject([{ '.tag': 'file', name: 'read me.txt' }]);
    await api.put('/Public/later.txt');
    const more = await app.ok('files/list_folder/continue', { cursor: listed.cursor });
    expect(more.entries).toMatchObject([{ name: 'later.txt' }]);
    expect((await app.ok('sharing/get_shared_link_metadata', { url })).name).toBe('Public');
    const file = { url, path: '/read me.txt' };
    expect((await app.download('sharing/get_shared_link_file', file)).text).toBe('for all');
    const own = await app.rpc('files/list_folder', { path: '' });
    expect([own.status, own.type]).toEqual([400, 'text/plain']);
  });

  it('can want a password, and expire', async () => {
    await api.put('/secret.txt', 'secret');
    const expires = new Date(emulator.clock.now() + 60_000).toISOString().replace(/\.\d+/, '');
    const settings = { require_password: true, link_password: 'open', expires };
    const { json } = await create('/secret.txt', settings);
    expect(json.expires).toBe(expires);
    const { url } = json;
    const follow = (link_password?: string) =>
      other.rpc('sharing/get_shared_link_metadata', { url, link_password });
    expect((await follow()).json.error_summary).toBe('shared_link_access_denied/');
    expect((await follow('open')).status).toBe(200);
    emulator.clock.advance(61_000);
    expect((await follow('open')).json.error_summary).toBe('shared_link_not_found/');
  });

  it('is changed and revoked by its owner only', async () => {
    await api.put('/mine only.txt');
    const { url } = (await create('/mine only.txt')).json;
    const settings = { require_password: true, link_password: 'x' };
    const changed = await api.ok('sharing/modify_shared_link_settings', { url, settings });
    expect(changed.link_permissions.require_password).toBe(true);
    expect(await summary(other, 'sharing/revoke_shared_link', { url })).toBe(
      'shared_link_access_denied/',
    );
    expect((await api.rpc('sharing/revoke_shared_link', { url })).text).toBe('null');
    expect(await summary(api, 'sharing/revoke_shared_link', { url })).toBe(
      'shared_link_not_found/',
    );
    expect(await summary(api, 'sharing/revoke_shared_link', { url: 'nonsense' })).toBe(
      'shared_link_malformed/',
    );
  });

  it('of a basic account has no paid settings', async () => {
    const basic = emulator.createAccount({ type: 'basic' });
    const client = new ApiClient(emulator, { token: basic.accessToken });
    await client.put('/a.txt');
    const argument = { path: '/a.txt', settings: { expires: '2050-01-01T00:00:00Z' } };
    expect(await summary(client, 'sharing/create_shared_link_with_settings', argument)).toBe(
      'settings_error/not_authorized/',
    );
  });

  it('is listed with those of the folders above unless told otherwise', async () => {
    const links = async (argument: Json) =>
      (await api.ok('sharing/list_shared_links', argument)).links.map((link: Json) => link.name);
    expect(await links({ path: '/album/sub/pic.jpg' })).toEqual(['Album']);
    expect(await links({ path: '/album/sub/pic.jpg', direct_only: true })).toEqual([]);
    expect(await links({})).toContain('linked.txt');
  });

  it('is opened in a browser', async () => {
    const { links } = await api.ok('sharing/list_shared_links', { path: '/linked.txt' });
    const { pathname, searchParams } = new URL(links[0].url);
    const get = (dl: string) =>
      send(emulator.url, {
        method: 'GET',
        path: `/www${pathname}?rlkey=${searchParams.get('rlkey')}&dl=${dl}`,
      });
    expect((await get('1')).text).toBe('linked');
    const page = await get('0');
    expect([page.status, page.type]).toEqual([200, 'text/html']);
    expect(page.text).toContain('linked.txt');
    const wrong = await send(emulator.url, { method: 'GET', path: '/scl/fi/none/x?rlkey=y' });
    expect(wrong.status).toBe(404);
  });
});
