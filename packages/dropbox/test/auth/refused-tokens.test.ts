import { createDropboxProvider, signIn } from '@mooring/dropbox';
import { describe, expect, it } from 'vitest';
import { answerJson, type Script, startScriptedServer } from '../server/scripted-server.ts';
import { memoryTokenStore } from './memory-token-store.ts';

const account = {
  account_id: 'dbid:a',
  email: 'jane@example.com',
  name: { display_name: 'Jane' },
};

const folder = { '.tag': 'folder', name: 'a', path_lower: '/a', path_display: '/a', id: 'id:a' };

const saved = {
  appKey: 'key',
  accountId: 'dbid:a',
  scopes: ['account_info.read', 'files.metadata.read', 'files.content.read', 'files.content.write'],
  refreshToken: 'refresh',
  accessToken: 'old',
  expiresAt: Date.now() + 60 * 60_000,
};

/** A provider whose routes are answered by a script, and whose token endpoint grants numbered tokens. */
async function open(grant: Script, script: Script) {
  const server = await startScriptedServer((request, response) => {
    if (request.path === '/oauth2/token') return grant(request, response);
    if (request.path.endsWith('/get_current_account')) return answerJson(response, 200, account);
    return script(request, response);
  });
  const store = memoryTokenStore(saved);
  const { tokens } = await signIn({ app: { key: 'key' }, store, baseUrl: server.url });
  const provider = createDropboxProvider({ accessToken: tokens, baseUrl: server.url });
  return {
    provider,
    count: (path: string) => server.requests.filter((one) => one.path === path).length,
    async [Symbol.asyncDispose]() {
      await provider.dispose?.();
      await server[Symbol.asyncDispose]();
    },
  };
}

const grantNew: Script = (_, response) =>
  answerJson(response, 200, { access_token: 'new', token_type: 'bearer', expires_in: 14_400 });

function refuse(status: number, body: string): Script {
  return ({ headers }, response) => {
    if (headers.authorization === 'Bearer new') return answerJson(response, 200, folder);
    response.writeHead(status).end(body);
    return undefined;
  };
}

const tagged = (tag: string) =>
  JSON.stringify({ error_summary: `${tag}/`, error: { '.tag': tag } });

describe('a refused token', () => {
  it.each([
    ['expired', tagged('expired_access_token')],
    ['invalid', tagged('invalid_access_token')],
    ['refused for a reason that nobody knows', tagged('novelty')],
    ['refused without a reason', ''],
    ['refused by a page', '<html>401</html>'],
  ])('that is %s is replaced', async (_, body) => {
    await using opened = await open(grantNew, refuse(401, body));
    expect(await opened.provider.stat({ path: '/a' })).toMatchObject({ name: 'a' });
    expect(opened.count('/oauth2/token')).toBe(1);
  });

  it.each([
    'missing_scope',
    'user_suspended',
    'invalid_select_user',
    'invalid_select_admin',
    'route_access_denied',
  ])('is not replaced for %s, which no other would cure', async (tag) => {
    await using opened = await open(grantNew, refuse(401, tagged(tag)));
    await expect(opened.provider.stat({ path: '/a' })).rejects.toMatchObject({
      code: 'permission-denied',
    });
    expect(opened.count('/oauth2/token')).toBe(0);
  });

  it('is replaced once, even if the new one is refused too', async () => {
    const always: Script = (_, response) => {
      response.writeHead(401).end(tagged('expired_access_token'));
    };
    await using opened = await open(grantNew, always);
    await expect(opened.provider.stat({ path: '/a' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(opened.count('/oauth2/token')).toBe(1);
    expect(opened.count('/2/files/get_metadata')).toBe(2);
  });

  it('is replaced by one whose life is not told', async () => {
    const grant: Script = (_, response) => answerJson(response, 200, { access_token: 'new' });
    await using opened = await open(grant, refuse(401, tagged('expired_access_token')));
    await opened.provider.stat({ path: '/a' });
    await opened.provider.stat({ path: '/a' });
    expect(opened.count('/oauth2/token')).toBe(1);
  });
});

it('a change that no token could be had for was not made', async () => {
  const lost: Script = (_, response) => {
    response.destroy();
  };
  await using opened = await open(lost, refuse(401, tagged('expired_access_token')));
  await expect(opened.provider.createFolder({ path: '/a' })).rejects.toMatchObject({
    code: 'unavailable',
    mayHaveApplied: false,
  });
  expect(opened.count('/2/files/get_metadata')).toBe(0);
});
