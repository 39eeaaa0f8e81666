import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DropboxEmulator,
  type IssuedTokens,
  scopes,
  startDropboxEmulator,
} from '../../../src/index.ts';
import { routeTable } from '../../../src/route/route-table.ts';
import { type RawRequest, type RawResponse, send } from '../../raw/raw-client.ts';
import { type RouteFacts, routeFacts } from './route-facts.ts';

let emulator: DropboxEmulator;
/** Signs for an app, and for a token of it, that may do everything but what one scope allows. */
const without = new Map<string, { readonly app: IssuedTokens; readonly token: IssuedTokens }>();
let inFolder: IssuedTokens;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  for (const scope of scopes) {
    const others = scopes.filter((other) => other !== scope);
    const app = emulator.createApp({ scopes: others });
    without.set(scope, {
      app: emulator.issueTokens({ app: app.key }),
      token: emulator.issueTokens({ scopes: others }),
    });
  }
  const app = emulator.createApp({ access: 'app-folder' });
  inFolder = emulator.issueTokens({ app: app.key });
});

afterAll(() => emulator.close());

const routes = Object.entries(routeFacts);
const where = (wanted: (facts: RouteFacts) => boolean) =>
  routes.filter(([, facts]) => wanted(facts));

it('are written down for every route that is served', () => {
  expect(routes.map(([name]) => name).sort()).toEqual([...routeTable.keys()].sort());
});

/** A call whose form is right as far as the facts tell. */
function callOf(name: string, facts: RouteFacts, change: Partial<Call> = {}): RawRequest {
  const call: Call = { host: facts.host, argument: '{}', ...change };
  const authorization = call.authorization ?? authorizationFor(facts);
  const headers: Record<string, string> = {
    ...(authorization === '' ? {} : { Authorization: authorization }),
    ...(facts.style === 'rpc' ? { 'Content-Type': 'application/json' } : {}),
    ...(facts.style === 'upload' ? { 'Content-Type': 'application/octet-stream' } : {}),
    ...(facts.style === 'rpc' ? {} : { 'Dropbox-API-Arg': call.argument }),
    ...(call.contentType === undefined ? {} : { 'Content-Type': call.contentType }),
  };
  return {
    path: `/${call.host}/2/${name}`,
    headers,
    ...(facts.style === 'rpc' ? { body: call.argument } : {}),
    ...(call.method === undefined ? {} : { method: call.method }),
  };
}

interface Call {
  readonly host: string;
  readonly argument: string;
  readonly authorization?: string;
  readonly contentType?: string;
  readonly method?: string;
}

function authorizationFor({ auth }: RouteFacts): string {
  const { key, secret } = emulator.app;
  switch (auth) {
    case 'none':
      return '';
    case 'app':
      return `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    case 'user':
    case 'user-or-app':
      return `Bearer ${emulator.account.accessToken}`;
  }
}

const call = (name: string, facts: RouteFacts, change?: Partial<Call>): Promise<RawResponse> =>
  send(emulator.url, callOf(name, facts, change));

function expectText(response: RawResponse, status: number, text: string): void {
  expect([response.status, response.headers['content-type']]).toEqual([
    status,
    'text/plain; charset=utf-8',
  ]);
  expect(response.text).toContain(text);
}

function expectUnauthorized(response: RawResponse, error: object): void {
  expect([response.status, response.headers['content-type']]).toEqual([401, 'application/json']);
  expect(response.headers['www-authenticate']).toBe('Bearer realm="Dropbox-API"');
  expect(response.json.error).toEqual(error);
}

describe.each(routes)('%s', (name, facts) => {
  it('is served by its own host only', async () => {
    for (const host of ['api', 'content', 'notify'].filter((each) => each !== facts.host)) {
      expectText(await call(name, facts, { host }), 400, `Unknown API function: "${name}"`);
    }
    const { text } = await call(name, facts, { authorization: 'Nobody' });
    expect(text).toContain(`Error in call to API function "${name}": `);
  });

  it('takes an argument of its own content type only', async () => {
    const response = await call(name, facts, { contentType: 'text/html' });
    expectText(response, 400, 'HTTP "Content-Type" header');
  });

  it('takes no argument that is not JSON', async () => {
    const place = facts.style === 'rpc' ? 'request body' : 'HTTP header "Dropbox-API-Arg"';
    const response = await call(name, facts, { argument: '{path}' });
    expectText(response, 400, `${place}: could not decode input as JSON`);
  });

  it('takes no field that it does not know', async () => {
    const response = await call(name, facts, { argument: '{"no_such_field":1}' });
    const message = facts.takesNothing
      ? 'expected null, got value'
      : "unknown field 'no_such_field'";
    expectText(response, 400, message);
  });
});

describe.each(where(({ style }) => style !== 'download'))('%s', (name, facts) => {
  it('is called by POST', async () => {
    const { body: _, ...request } = callOf(name, facts, { method: 'GET' });
    const response = await send(emulator.url, request);
    // As libraries for sign-in have met it that ask for the account by GET.
    expect([response.status, response.headers['content-type']]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    expect(response.text).toMatch(/^<!DOCTYPE /);
  });
});

/** All of whose argument may be left out, so that the whole may be too. */
const withDefault = ['files/upload_session/start'];

describe.each(
  where(({ style }) => style !== 'rpc').filter(([name]) => !withDefault.includes(name)),
)('%s', (name, facts) => {
  it('wants its argument in a header or in the URL', async () => {
    const { headers = {}, ...request } = callOf(name, facts);
    const { 'Dropbox-API-Arg': _, ...others } = headers;
    const response = await send(emulator.url, { ...request, headers: others });
    expectText(response, 400, 'Must provide HTTP header "Dropbox-API-Arg" or URL parameter "arg".');
    const path = `${request.path}?arg=${encodeURIComponent('{"no_such_field":1}')}`;
    const byParameter = await send(emulator.url, { ...request, path, headers: others });
    expectText(byParameter, 400, "unknown field 'no_such_field'");
  });
});

describe.each(where(({ auth }) => auth !== 'none'))('%s', (name, facts) => {
  it('is not for nobody', async () => {
    const { headers = {}, ...request } = callOf(name, facts);
    const { Authorization: _, ...others } = headers;
    const response = await send(emulator.url, { ...request, headers: others });
    expectText(
      response,
      400,
      'Must provide HTTP header "Authorization" or URL parameter "authorization".',
    );
  });

  it('is not for tokens that nobody issued', async () => {
    const authorization = facts.auth === 'app' ? 'Basic bm86bm8=' : 'Bearer not-a-real-token';
    expectUnauthorized(await call(name, facts, { authorization }), {
      '.tag': 'invalid_access_token',
    });
  });
});

describe.each(where(({ scope }) => scope !== undefined))('%s', (name, facts) => {
  it('wants its scope of the token', async () => {
    const { accessToken } = without.get(String(facts.scope))?.token ?? emulator.account;
    const response = await call(name, facts, { authorization: `Bearer ${accessToken}` });
    expectUnauthorized(response, { '.tag': 'missing_scope', required_scope: facts.scope });
  });

  it('wants its scope of the app', async () => {
    const { accessToken } = without.get(String(facts.scope))?.app ?? emulator.account;
    const response = await call(name, facts, { authorization: `Bearer ${accessToken}` });
    const message = `does not have the required scope '${facts.scope}'`;
    if (facts.style === 'upload') {
      expect([response.status, response.json.error]).toEqual([400, { '.tag': 'other' }]);
      expect(response.json.user_message.text).toContain(message);
    } else {
      expectText(response, 400, message);
    }
  });
});

describe.each(
  where(({ auth }) => auth === 'user' || auth === 'user-or-app'),
)('%s', (name, facts) => {
  it(`is ${facts.fullAccessOnly ? 'not ' : ''}for apps with a folder of their own`, async () => {
    const authorization = `Bearer ${inFolder.accessToken}`;
    const response = await call(name, facts, { authorization, argument: '{path}' });
    if (facts.fullAccessOnly) expectUnauthorized(response, { '.tag': 'route_access_denied' });
    else expectText(response, 400, 'could not decode input as JSON');
  });
});
