import { expect } from 'vitest';
import type { RawResponse } from '../../../raw/raw-client.ts';
import {
  type RefusalBench,
  type RefusalRow,
  refusedByForm,
  refusedCaller,
  tag,
} from '../refusal-row.ts';

const json = { 'Content-Type': 'application/json' };

const list = ({ send }: RefusalBench, headers: Readonly<Record<string, string>>) =>
  send({ path: '/2/files/list_folder', headers: { ...json, ...headers }, body: '{"path":""}' });

const withToken = ({ client }: RefusalBench, token: string): Promise<RawResponse> =>
  client(token).rpc('files/list_folder', { path: '' });

const rooted = (bench: RefusalBench, root: string): Promise<RawResponse> =>
  list(bench, { Authorization: 'Bearer token', 'Dropbox-API-Path-Root': root });

function inAppFolder({ emulator, client }: RefusalBench, headers = {}): ReturnType<typeof client> {
  const app = emulator.createApp({ access: 'app-folder' });
  return client(emulator.issueTokens({ app: app.key }).accessToken, headers);
}

function inTeam({ emulator, client }: RefusalBench, headers = {}): ReturnType<typeof client> {
  return client(emulator.createTeam('Acme').accessToken, headers);
}

function withoutScopes({ emulator, client }: RefusalBench): ReturnType<typeof client> {
  const app = emulator.createApp({ scopes: ['account_info.read'] });
  return client(emulator.issueTokens({ app: app.key }).accessToken);
}

/** What is wrong with who calls, or in whose name. */
export const callerRows: readonly RefusalRow[] = [
  refusedByForm(
    'no authorization',
    (bench) => list(bench, {}),
    'Error in call to API function "files/list_folder": Must provide HTTP header "Authorization" or URL parameter "authorization".',
  ),
  refusedByForm(
    'authorization of another kind',
    (bench) => list(bench, { Authorization: 'Token abc' }),
    'Invalid authorization value in HTTP header "Authorization": "Token abc".  Expecting "Bearer <oauth2-access-token>".',
  ),
  refusedByForm(
    'authorization on the long poll',
    ({ api }) => api.rpc('files/list_folder/longpoll', { cursor: 'x' }),
    'Your request includes an Authorization header, but this function does not use it.',
  ),
  refusedCaller(
    'a token that nobody issued',
    (bench) => withToken(bench, 'not-a-real-token'),
    tag('invalid_access_token'),
  ),
  refusedCaller(
    'an expired token',
    (bench) => withToken(bench, bench.emulator.issueTokens({ expiresIn: 0 }).accessToken),
    tag('expired_access_token'),
  ),
  refusedCaller(
    'a suspended user',
    (bench) => {
      const { id, accessToken } = bench.emulator.createAccount();
      bench.emulator.setSuspended(true, id);
      return withToken(bench, accessToken);
    },
    tag('user_suspended'),
  ),
  refusedCaller(
    'a token without the scope',
    ({ emulator, client }) => {
      const { accessToken } = emulator.issueTokens({ scopes: ['files.metadata.read'] });
      return client(accessToken).upload('files/upload', { path: '/x' });
    },
    { '.tag': 'missing_scope', required_scope: 'files.content.write' },
  ),
  refusedByForm(
    'an app without the scope',
    (bench) => withoutScopes(bench).rpc('files/list_folder', { path: '' }),
    "is not permitted to access this endpoint because it does not have the required scope 'files.metadata.read'. The owner of the app can enable the scope for the app using the Permissions tab on the App Console.",
  ),
  refusedCaller(
    'an upload by an app without the scope',
    (bench) => withoutScopes(bench).upload('files/upload', { path: '/x' }),
    tag('other'),
    400,
  ),
  refusedCaller(
    'a function that is not for apps with a folder of their own',
    (bench) => inAppFolder(bench).rpc('files/tags/get', { paths: [] }),
    tag('route_access_denied'),
  ),
  refusedByForm(
    'a path root from an app with a folder of its own',
    (bench) =>
      inAppFolder(bench).rpc(
        'files/list_folder',
        { path: '' },
        { 'Dropbox-API-Path-Root': '{".tag":"home"}' },
      ),
    'path root is not supported for sandbox app',
  ),
  refusedByForm(
    'a token of a team without a member',
    (bench) => inTeam(bench).rpc('users/get_current_account', null),
    'This API function operates on a single Dropbox account, but the OAuth 2 access token you provided is for an entire Dropbox Business team',
  ),
  refusedByForm(
    'a member id of another form',
    (bench) =>
      inTeam(bench, { 'Dropbox-API-Select-User': 'someone' }).rpc(
        'users/get_current_account',
        null,
      ),
    'Invalid select user id format',
  ),
  refusedCaller(
    'a member of no team',
    (bench) =>
      inTeam(bench, { 'Dropbox-API-Select-User': 'dbmid:nobody' }).rpc(
        'users/get_current_account',
        null,
      ),
    tag('invalid_select_user'),
  ),
  refusedCaller(
    'an admin of no team',
    (bench) =>
      inTeam(bench, { 'Dropbox-API-Select-Admin': 'dbmid:nobody' }).rpc(
        'users/get_current_account',
        null,
      ),
    tag('invalid_select_admin'),
  ),
  refusedByForm(
    'a path root that is no JSON',
    (bench) => rooted(bench, '{root}'),
    'HTTP header "Dropbox-API-Path-Root": could not decode input as JSON',
  ),
  refusedCaller(
    'a path root of somebody else',
    (bench) => rooted(bench, '{".tag":"namespace_id","namespace_id":"1"}'),
    tag('no_permission'),
    422,
  ),
  {
    situation: 'a path root that is out of date',
    ask: (bench) => rooted(bench, '{".tag":"root","root":"1"}'),
    status: 422,
    answer: {
      error: {
        '.tag': 'invalid_root',
        invalid_root: {
          '.tag': 'user',
          root_namespace_id: expect.stringMatching(/^\d+$/),
          home_namespace_id: expect.stringMatching(/^\d+$/),
        },
      },
      summary: 'invalid_root/',
    },
  },
];
