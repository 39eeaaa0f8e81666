import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../src/index.ts';
import { ApiClient } from './raw/api-client.ts';
import { type RawResponse, send } from './raw/raw-client.ts';

let emulator: DropboxEmulator;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
});

afterAll(() => emulator.close());

type Parameters = Readonly<Record<string, string>>;

const redirectUri = 'http://localhost:53682/';

const authorizePath = (parameters: Parameters) =>
  `/www/oauth2/authorize?${new URLSearchParams({ client_id: emulator.app.key, response_type: 'code', ...parameters })}`;

const open = (parameters: Parameters) =>
  send(emulator.url, { method: 'GET', path: authorizePath(parameters) });

/** What a browser sends when the user has chosen: the form of the page. */
const decide = (
  parameters: Parameters,
  decision: 'allow' | 'deny',
  account = emulator.account.id,
) =>
  send(emulator.url, {
    path: '/www/oauth2/authorize',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: emulator.app.key,
      response_type: 'code',
      ...parameters,
      account,
      decision,
    }).toString(),
  });

const token = (parameters: Parameters, headers: Parameters = {}) =>
  send(emulator.url, {
    path: '/api/oauth2/token',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(parameters).toString(),
  });

const redirectOf = (response: RawResponse) => new URL(String(response.headers.location));
const codeOf = (response: RawResponse) => redirectOf(response).searchParams.get('code') ?? '';
const credentials = () => ({ client_id: emulator.app.key, client_secret: emulator.app.secret });

describe('the authorize page', () => {
  it('asks the user, in the name of an account', async () => {
    const page = await open({ scope: 'files.content.read account_info.read' });
    expect([page.status, page.type]).toEqual([200, 'text/html']);
    for (const text of ['files.content.read', emulator.account.id, emulator.account.email]) {
      expect(page.text).toContain(text);
    }
    expect(page.text).not.toContain('files.content.write');
  });

  it('sends the user back with a code and the state', async () => {
    const state = 'a state & more';
    const allowed = await decide({ redirect_uri: redirectUri, state }, 'allow');
    expect(allowed.status).toBe(302);
    const { origin, searchParams } = redirectOf(allowed);
    expect([origin, searchParams.get('state')]).toEqual(['http://localhost:53682', state]);
    expect(searchParams.get('code')).toMatch(/^[\w-]{20,}$/);
    const denied = await decide({ redirect_uri: redirectUri, state }, 'deny');
    expect(redirectOf(denied).searchParams.get('error')).toBe('access_denied');
    expect(redirectOf(denied).searchParams.get('state')).toBe(state);
  });

  it('shows the code to users of apps that cannot be called back', async () => {
    const page = await decide({}, 'allow');
    const code = /data-token="([\w-]+)"/.exec(page.text)?.[1] ?? '';
    const answer = await token({ grant_type: 'authorization_code', code, ...credentials() });
    expect(answer.status).toBe(200);
  });

  it('gives a token at once to apps that ask for that, in the fragment', async () => {
    const asked = { response_type: 'token', redirect_uri: redirectUri };
    const { hash } = redirectOf(await decide(asked, 'allow'));
    const answer = new URLSearchParams(hash.slice(1));
    const api = new ApiClient(emulator, { token: answer.get('access_token') });
    expect((await api.rpc('check/user', {})).status).toBe(200);
    expect(answer.get('account_id')).toBe(emulator.account.id);
  });

  it('can answer by itself', async () => {
    emulator.setBehaviour({ consent: 'allow' });
    const allowed = await open({ redirect_uri: redirectUri });
    emulator.setBehaviour({ consent: 'deny' });
    const denied = await open({ redirect_uri: redirectUri });
    emulator.setBehaviour({ consent: 'ask' });
    expect(codeOf(allowed)).not.toBe('');
    expect(redirectOf(denied).searchParams.get('error')).toBe('access_denied');
  });

  it('takes only redirects that the app has registered', async () => {
    const app = emulator.createApp({ redirectUris: ['http://localhost:1/cb'] });
    const asked = { client_id: app.key };
    const known = await open({ ...asked, redirect_uri: 'http://localhost:1/cb' });
    const unknown = await open({ ...asked, redirect_uri: 'http://localhost:1/other' });
    expect([known.status, unknown.status]).toEqual([200, 400]);
    expect((await open({ redirect_uri: 'https://example.com/' })).status).toBe(400);
  });

  it.each([
    ['no client', { client_id: '' }],
    ['an unknown client', { client_id: 'nobody' }],
    ['no response type', { response_type: '' }],
    ['a token without a redirect', { response_type: 'token' }],
    ['a state that is too long', { state: 'x'.repeat(501) }],
    ['an empty scope', { scope: '' }],
    ['an unknown scope', { scope: 'files.everything' }],
    ['an unknown access type', { token_access_type: 'forever' }],
    ['a challenge that is too short', { code_challenge: 'abc', code_challenge_method: 'S256' }],
    ['an unknown challenge method', { code_challenge_method: 'S512' }],
    ['a flag that is none', { force_reapprove: 'yes' }],
  ])('refuses %s', async (_, parameters) => {
    expect((await open(parameters)).status).toBe(400);
  });

  it('refuses any scope of an app that has none', async () => {
    const app = emulator.createApp({ scopes: [] });
    const response = await open({ client_id: app.key, scope: 'files.content.read' });
    expect([response.status, response.type]).toEqual([400, 'text/html']);
    expect(response.text).toContain('must be at most 0 characters, got 18');
  });

  it('refuses a scope that the app does not have', async () => {
    const app = emulator.createApp({ scopes: ['account_info.read'] });
    const response = await open({ client_id: app.key, scope: 'files.content.read' });
    expect(response.status).toBe(400);
  });

  it('offers only accounts of the role that is wanted', async () => {
    const team = emulator.createTeam('Acme');
    const member = emulator.createAccount({ team: team.id });
    const work = await open({ require_role: 'work' });
    expect(work.text).toContain(member.id);
    expect(work.text).not.toContain(emulator.account.id);
  });
});

describe('an authorization code', () => {
  const grant = async (parameters: Parameters = {}) =>
    codeOf(await decide({ redirect_uri: redirectUri, ...parameters }, 'allow'));
  const exchange = (code: string, more: Parameters = {}) =>
    token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...credentials(),
      ...more,
    });

  it('becomes a token, labelled as script', async () => {
    const answer = await exchange(await grant({ scope: 'account_info.read' }));
    expect([answer.status, answer.type]).toEqual([200, 'text/javascript']);
    expect(answer.json).toEqual({
      uid: '1',
      access_token: expect.stringMatching(/^sl\./),
      expires_in: 14_400,
      token_type: 'bearer',
      scope: 'account_info.read',
      account_id: emulator.account.id,
    });
  });

  it('brings along the scopes on which those asked for depend', async () => {
    const answer = await exchange(await grant({ scope: 'sharing.write files.content.write' }));
    expect(answer.json.scope).toBe(
      'files.content.write files.metadata.read sharing.read sharing.write',
    );
  });

  it('becomes a refresh token too for offline apps', async () => {
    const answer = await exchange(await grant({ token_access_type: 'offline' }));
    expect(answer.json.refresh_token).toMatch(/^[\w-]+$/);
  });

  it('wants the secret of an app that does not prove itself', async () => {
    const answer = await token({
      grant_type: 'authorization_code',
      code: await grant(),
      redirect_uri: redirectUri,
      client_id: emulator.app.key,
    });
    expect([answer.status, answer.json]).toEqual([
      400,
      { error: 'invalid_client: Invalid client_id or client_secret' },
    ]);
  });

  it('gives a refresh token that wants the secret again unless it came without one', async () => {
    const renew = (refresh_token: string, more: Parameters = {}) =>
      token({
        grant_type: 'refresh_token',
        refresh_token,
        client_id: emulator.app.key,
        ...more,
      });
    const offline = { token_access_type: 'offline' };
    const secret = { client_secret: emulator.app.secret };
    const { refresh_token } = (await exchange(await grant(offline))).json;
    const alone = await renew(refresh_token);
    expect([alone.status, alone.json.error]).toEqual([
      400,
      'invalid_client: Invalid client_id or client_secret',
    ]);
    expect((await renew(refresh_token, secret)).status).toBe(200);
    const code_verifier = 'v'.repeat(43);
    const code = await grant({ ...offline, code_challenge: code_verifier });
    const proven = (await exchange(code, { code_verifier })).json.refresh_token;
    expect([(await renew(proven)).status, (await renew(proven, secret)).status]).toEqual([
      200, 200,
    ]);
  });

  it('adds what was granted before when asked to', async () => {
    const app = emulator.createApp();
    const asked = { client_id: app.key, redirect_uri: redirectUri };
    const secret = { client_id: app.key, client_secret: app.secret };
    await exchange(codeOf(await decide({ ...asked, scope: 'sharing.read' }, 'allow')), secret);
    const more = { ...asked, scope: 'account_info.read', include_granted_scopes: 'user' };
    const answer = await exchange(codeOf(await decide(more, 'allow')), secret);
    expect(answer.json.scope.split(' ').sort()).toEqual(['account_info.read', 'sharing.read']);
  });

  it('is good once, for ten minutes, with the same redirect', async () => {
    const invalid = {
      error: 'invalid_grant',
      error_description: "code doesn't exist or has expired",
    };
    const used = await grant();
    expect((await exchange(used)).status).toBe(200);
    const again = await exchange(used);
    expect([again.status, again.json]).toEqual([400, invalid]);
    const moved = await exchange(await grant(), { redirect_uri: 'http://localhost:1/' });
    expect(moved.json).toEqual({
      error: 'invalid_grant',
      error_description: 'redirect_uri mismatch',
    });
    const late = await grant();
    emulator.clock.advance(10 * 60 * 1000);
    expect((await exchange(late)).json).toEqual(invalid);
  });

  it.each(['S256', 'plain'])('proves itself by %s instead of a secret', async (method) => {
    const verifier = randomBytes(48).toString('base64url');
    const challenge =
      method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
    const pkce = { code_challenge: challenge, code_challenge_method: method };
    const public_ = { client_id: emulator.app.key };
    const prove = async (code_verifier: string) =>
      token({
        grant_type: 'authorization_code',
        code: await grant(pkce),
        redirect_uri: redirectUri,
        code_verifier,
        ...public_,
      });
    expect((await prove(verifier)).status).toBe(200);
    expect((await prove(`${verifier}x`)).json.error).toBe('invalid_grant');
    const silent = await exchange(await grant(pkce));
    expect(silent.json.error).toBe('invalid_grant');
  });
});

describe('the token endpoint', () => {
  const refresh = (more: Parameters = {}) => ({
    grant_type: 'refresh_token',
    refresh_token: emulator.account.refreshToken,
    ...more,
  });

  it('gives new tokens for a refresh token, which stays', async () => {
    const first = await token({ ...refresh(), ...credentials() });
    expect(first.json).toEqual({
      access_token: expect.stringMatching(/^sl\./),
      token_type: 'bearer',
      expires_in: 14_400,
    });
    const second = await token({ ...refresh(), client_id: emulator.app.key });
    expect(second.json.access_token).not.toBe(first.json.access_token);
  });

  it('narrows scopes, and widens none', async () => {
    const narrow = await token({ ...refresh({ scope: 'files.content.read' }), ...credentials() });
    expect(narrow.json.scope).toBe('files.content.read');
    const api = new ApiClient(emulator, { token: narrow.json.access_token });
    expect((await api.rpc('check/user', {})).json.error['.tag']).toBe('missing_scope');
    const wide = await token({ ...refresh({ scope: 'team.everything' }), ...credentials() });
    expect(wide.status).toBe(400);
  });

  it('takes parameters from the query, and credentials by Basic', async () => {
    const query = new URLSearchParams({ ...refresh(), ...credentials() });
    const byQuery = await send(emulator.url, {
      path: `/api/oauth2/token?${query}`,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(byQuery.status).toBe(200);
    const { key, secret } = emulator.app;
    const basic = Buffer.from(`${key}:${secret}`).toString('base64');
    for (const scheme of ['Basic', 'basic']) {
      const byHeader = await token(refresh(), { Authorization: `${scheme} ${basic}` });
      expect(byHeader.status).toBe(200);
    }
  });

  it.each(['client_id', 'client_secret'])('takes no %s besides Basic', async (name) => {
    const { key, secret } = emulator.app;
    const basic = Buffer.from(`${key}:${secret}`).toString('base64');
    const value = name === 'client_id' ? key : secret;
    const answer = await token(refresh({ [name]: value }), { Authorization: `Basic ${basic}` });
    expect([answer.status, answer.json]).toEqual([
      400,
      { error: 'invalid_request', error_description: `unknown field "${name}"` },
    ]);
  });

  it('takes Basic that cannot be decoded for a wrong client', async () => {
    const basic = Buffer.from('%zz:%').toString('base64');
    const answer = await token(refresh(), { Authorization: `Basic ${basic}` });
    expect([answer.status, answer.json.error]).toEqual([
      400,
      'invalid_client: Invalid client_id or client_secret',
    ]);
  });

  it.each([
    [
      'a wrong secret',
      { client_secret: 'wrong' },
      'invalid_client: Invalid client_id or client_secret',
    ],
    [
      'an unknown client',
      { client_id: 'nobody' },
      'invalid_client: Invalid client_id or client_secret',
    ],
    ['an unknown refresh token', { refresh_token: 'unknown' }, 'invalid_grant'],
    ['a malformed refresh token', { refresh_token: 'not a token!' }, 'invalid_grant'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: '' }, 'unsupported_grant_type'],
  ])('refuses %s', async (_, change, error) => {
    const answer = await token({ ...refresh(), ...credentials(), ...change });
    expect([answer.status, answer.json.error]).toEqual([400, error]);
    expect(answer.json).not.toHaveProperty('error_summary');
  });

  it('knows the paths that older libraries have built in', async () => {
    const body = new URLSearchParams({ ...refresh(), ...credentials() }).toString();
    const answer = await send(emulator.url, {
      path: '/1/oauth2/token',
      headers: { Host: 'api.dropboxapi.com', 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(answer.status).toBe(200);
  });
});
