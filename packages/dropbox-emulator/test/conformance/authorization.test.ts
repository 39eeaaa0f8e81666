import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, scopes, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
});

afterAll(() => emulator.close());

function withToken(token: string, headers = {}): ApiClient {
  return new ApiClient(emulator, { token, headers });
}

describe('a token', () => {
  it('that nobody issued is invalid', async () => {
    const response = await withToken('not-a-real-token').rpc('files/list_folder', { path: '' });
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="Dropbox-API"');
    expect(response.json).toEqual({
      error: { '.tag': 'invalid_access_token' },
      error_summary: 'invalid_access_token/',
    });
  });

  it('expires by the clock', async () => {
    const { accessToken } = emulator.issueTokens({ expiresIn: 14_400 });
    const api = withToken(accessToken);
    expect((await api.rpc('check/user', {})).status).toBe(200);
    emulator.clock.advance(14_400_000);
    const { status, json } = await api.rpc('check/user', {});
    expect([status, json.error]).toEqual([401, { '.tag': 'expired_access_token' }]);
  });

  it('without the scope of the route is told which it lacks', async () => {
    const { accessToken } = emulator.issueTokens({ scopes: ['files.metadata.read'] });
    const { status, json } = await withToken(accessToken).upload('files/upload', { path: '/x' });
    expect([status, json.error]).toEqual([
      401,
      { '.tag': 'missing_scope', required_scope: 'files.content.write' },
    ]);
  });

  it('is revoked with its refresh token and all that came from that', async () => {
    const { accessToken, refreshToken } = emulator.issueTokens();
    const refresh = () =>
      send(emulator.url, {
        path: '/oauth2/token',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          client_id: emulator.app.key,
          client_secret: emulator.app.secret,
        }).toString(),
      });
    const sibling = (await refresh()).json.access_token;
    const revoked = await withToken(accessToken).rpc('auth/token/revoke', null);
    expect([revoked.status, revoked.text]).toEqual([200, 'null']);
    for (const token of [accessToken, sibling]) {
      expect((await withToken(token).rpc('check/user', {})).status).toBe(401);
    }
    const refused = await refresh();
    expect([refused.status, refused.json]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'refresh token is invalid or revoked' },
    ]);
  });

  it('of a suspended user is refused', async () => {
    const { id, accessToken } = emulator.createAccount();
    emulator.setSuspended(true, id);
    const { status, json } = await withToken(accessToken).rpc('check/user', {});
    expect([status, json.error]).toEqual([401, { '.tag': 'user_suspended' }]);
  });
});

describe('an app without the scope of a route', () => {
  const text = (route: string, id: number, scope: string) =>
    `Error in call to API function "${route}": Your app (ID: ${id}) is not permitted to access this endpoint because it does not have the required scope '${scope}'. The owner of the app can enable the scope for the app using the Permissions tab on the App Console.`;

  it('is refused as plain text, and as JSON where it uploads', async () => {
    const app = emulator.createApp({ scopes: ['account_info.read'] });
    const { accessToken } = emulator.issueTokens({ app: app.key });
    const api = withToken(accessToken);
    const listed = await api.rpc('files/list_folder', { path: '' });
    expect([listed.status, listed.type, listed.text]).toEqual([
      400,
      'text/plain',
      text('files/list_folder', app.id, 'files.metadata.read'),
    ]);
    const uploaded = await api.upload('files/upload', { path: '/x' });
    expect([uploaded.status, uploaded.json]).toEqual([
      400,
      {
        error: { '.tag': 'other' },
        error_summary: 'other/',
        user_message: {
          locale: 'en',
          text: text('files/upload', app.id, 'files.content.write'),
        },
      },
    ]);
  });
});

describe('an app with a folder of its own', () => {
  it('sees that folder as the root, and others see it under /Apps', async () => {
    const app = emulator.createApp({ access: 'app-folder', name: 'Notes' });
    const { accessToken } = emulator.issueTokens({ app: app.key });
    const api = withToken(accessToken);
    const file = await api.put('/note.txt');
    expect(file.path_display).toBe('/note.txt');
    const whole = withToken(emulator.account.accessToken);
    const seen = await whole.ok('files/get_metadata', { path: '/apps/notes/note.txt' });
    expect([seen.path_display, seen.id]).toEqual(['/Apps/Notes/note.txt', file.id]);
    const listed = await api.ok('files/list_folder', { path: '', recursive: true });
    expect(listed.entries.map((entry: { name: string }) => entry.name)).toEqual(['note.txt']);
  });

  it('may not send a path root, nor call what is not for such apps', async () => {
    const app = emulator.createApp({ access: 'app-folder' });
    const { accessToken } = emulator.issueTokens({ app: app.key });
    const api = withToken(accessToken);
    const rooted = await api.rpc(
      'files/list_folder',
      { path: '' },
      {
        'Dropbox-API-Path-Root': '{".tag":"home"}',
      },
    );
    expect([rooted.status, rooted.text]).toEqual([
      400,
      'Error in call to API function "files/list_folder": path root is not supported for sandbox app',
    ]);
    const tagged = await api.rpc('files/tags/get', { paths: [] });
    expect([tagged.status, tagged.json.error]).toEqual([401, { '.tag': 'route_access_denied' }]);
  });
});

describe("a team's token", () => {
  it('needs a member to speak for', async () => {
    const team = emulator.createTeam('Acme');
    const member = emulator.createAccount({ team: team.id, givenName: 'Ann', surname: 'Lee' });
    const outsider = emulator.createAccount();
    const call = (headers: Record<string, string>) =>
      withToken(team.accessToken).rpc('users/get_current_account', null, headers);
    const alone = await call({});
    expect([alone.status, alone.type]).toEqual([400, 'text/plain']);
    expect(alone.text).toContain('This API function operates on a single Dropbox account');
    const malformed = await call({ 'Dropbox-API-Select-User': 'someone' });
    expect([malformed.status, malformed.text]).toEqual([
      400,
      'Error in call to API function "users/get_current_account": Invalid select user id format',
    ]);
    const stranger = await call({ 'Dropbox-API-Select-User': `dbmid:${outsider.id.slice(5)}` });
    expect([stranger.status, stranger.json.error]).toEqual([
      401,
      { '.tag': 'invalid_select_user' },
    ]);
    const known = await call({ 'Dropbox-API-Select-User': member.memberId ?? '' });
    expect(known.json.account_id).toBe(member.id);
    const byParameter = await withToken(team.accessToken).rpc(
      `users/get_current_account?${new URLSearchParams({ select_user: member.memberId ?? '' })}`,
      null,
    );
    expect(byParameter.json.account_id).toBe(member.id);
    const admin = await call({ 'Dropbox-API-Select-Admin': `dbmid:${outsider.id.slice(5)}` });
    expect([admin.status, admin.json.error]).toEqual([401, { '.tag': 'invalid_select_admin' }]);
  });
});

describe('an app by itself', () => {
  const basic = (key: string, secret: string) =>
    `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;

  it('signs in with its key and secret', async () => {
    const check = (authorization: string) =>
      send(emulator.url, {
        path: '/2/check/app',
        headers: { Authorization: authorization, 'Content-Type': 'application/json' },
        body: '{"query":"hello"}',
      });
    const { key, secret } = emulator.app;
    const right = await check(basic(key, secret));
    expect([right.status, right.json]).toEqual([200, { result: 'hello' }]);
    expect((await check(basic(key, 'wrong'))).status).toBe(401);
    expect((await check(`Bearer ${emulator.account.accessToken}`)).status).toBe(400);
  });
});

it('knows every scope by name', () => {
  expect(new Set(scopes).size).toBe(scopes.length);
  expect(emulator.app.scopes).toEqual(scopes);
});
