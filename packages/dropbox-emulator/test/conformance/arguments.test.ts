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

const readPath = '(/(.|[\\r\\n])*|id:.*)|(rev:[0-9a-f]{9,})|(ns:[0-9]+(/(.|[\\r\\n])*)?)';

/** What is wrong with the argument of an RPC, and how the service words it. */
const bodyRows: readonly [title: string, route: string, argument: unknown, message: string][] = [
  ['a list for the argument', 'files/list_folder', [], 'expected object, got list'],
  ['a string for the argument', 'files/list_folder', 'x', 'expected object, got string'],
  ['a missing field', 'files/list_folder', {}, "missing required field 'path'"],
  ['an unknown field', 'files/list_folder', { path: '', pat: 1 }, "unknown field 'pat'"],
  [
    'null for a string',
    'files/list_folder',
    { path: null },
    "path: 'None' expected to be a string, got null",
  ],
  [
    'a number for a string',
    'files/get_metadata',
    { path: 5 },
    "path: '5' expected to be a string, got integer",
  ],
  [
    'a path without a slash',
    'files/get_metadata',
    { path: 'hello.txt' },
    `path: 'hello.txt' did not match pattern '${readPath}'`,
  ],
  ['an empty path', 'files/get_metadata', { path: '' }, `path: '' did not match pattern`],
  [
    'the root by a slash in a listing',
    'files/list_folder',
    { path: '/' },
    'path: Specify the root folder as an empty string rather than as "/".',
  ],
  [
    'the root in a look-up',
    'files/get_metadata',
    { path: '/' },
    'path: The root folder is unsupported.',
  ],
  [
    'a rev where something is written',
    'files/delete_v2',
    { path: 'rev:0123456789abc' },
    'did not match pattern',
  ],
  [
    'too short a string',
    'files/list_folder/continue',
    { cursor: '' },
    "cursor: '' must be at least 1 characters, got 0",
  ],
  [
    'too long a string',
    'check/user',
    { query: 'x'.repeat(501) },
    'must be at most 500 characters, got 501',
  ],
  [
    'a string for a number',
    'files/list_folder',
    { path: '', limit: '5' },
    'limit: expected integer, got string',
  ],
  [
    'a fraction for an integer',
    'files/list_folder',
    { path: '', limit: 1.5 },
    'limit: expected integer, got float',
  ],
  [
    'a number below its range',
    'files/list_folder',
    { path: '', limit: 0 },
    'limit: 0 is not within range [1, 2000]',
  ],
  [
    'a number above its range',
    'files/list_folder',
    { path: '', limit: 2001 },
    'limit: 2001 is not within range [1, 2000]',
  ],
  [
    'a long poll that is too short',
    'files/list_folder/longpoll',
    { cursor: 'x', timeout: 29 },
    'timeout: 29 is not within range [30, 480]',
  ],
  [
    'a long poll that is too long',
    'files/list_folder/longpoll',
    { cursor: 'x', timeout: 481 },
    'timeout: 481 is not within range [30, 480]',
  ],
  [
    'no sessions',
    'files/upload_session/start_batch',
    { num_sessions: 0 },
    'num_sessions: 0 is not within range [1, 1000]',
  ],
  [
    'a string for a fraction',
    'files/get_temporary_upload_link',
    { commit_info: { path: '/x' }, duration: 'long' },
    'duration: expected real number, got string',
  ],
  [
    'a fraction out of its range',
    'files/get_temporary_upload_link',
    { commit_info: { path: '/x' }, duration: 59.5 },
    'duration: 59.5 is not within range [60, 14400]',
  ],
  [
    'a bad boolean',
    'files/list_folder',
    { path: '', recursive: 'yes' },
    "recursive: 'yes' is not a valid boolean",
  ],
  [
    'null for a boolean',
    'files/list_folder',
    { path: '', recursive: null },
    'recursive: None is not a valid boolean',
  ],
  ['no list', 'files/delete_batch', { entries: {} }, 'entries: expected list, got object'],
  [
    'too many items',
    'files/move_batch_v2',
    { entries: Array.from({ length: 1001 }, () => ({ from_path: '/a', to_path: '/b' })) },
    'entries: [...] has more than 1000 items',
  ],
  [
    'too few items',
    'files/copy_batch_v2',
    { entries: [] },
    'entries: [...] has fewer than 1 items',
  ],
  [
    'a problem inside a list',
    'files/delete_batch',
    { entries: [{ path: '/a' }, { path: 'b' }] },
    "entries.1.path: 'b' did not match pattern",
  ],
  [
    'an unknown tag',
    'files/list_revisions',
    { path: '/a', mode: 'foo' },
    "mode: unknown tag 'foo'",
  ],
  [
    'the catch-all tag',
    'files/list_revisions',
    { path: '/a', mode: 'other' },
    "mode: unexpected use of the catch-all tag 'other'",
  ],
  [
    'a union without a tag',
    'files/list_revisions',
    { path: '/a', mode: {} },
    "mode: missing '.tag' key",
  ],
  [
    'a number for a union',
    'files/list_revisions',
    { path: '/a', mode: 7 },
    'mode: expected string or object, got integer',
  ],
  [
    'more than a tag where there is no more',
    'files/list_revisions',
    { path: '/a', mode: { '.tag': 'path', x: 1 } },
    "mode: unexpected key 'x'",
  ],
  [
    'something under a bare tag',
    'files/list_revisions',
    { path: '/a', mode: { '.tag': 'path', path: 1 } },
    'mode: expected null, got integer',
  ],
  [
    'a job id that is empty',
    'files/delete_batch/check',
    { async_job_id: '' },
    "async_job_id: '' must be at least 1 characters, got 0",
  ],
  [
    'a made-up cursor',
    'files/list_folder/continue',
    { cursor: 'foo' },
    `Invalid "cursor" parameter: 'foo'`,
  ],
  [
    'what a listing takes, with a cursor',
    'files/list_folder/continue',
    { cursor: 'foo', path: '' },
    "unknown field 'path'",
  ],
  [
    'a made-up cursor in a long poll',
    'files/list_folder/longpoll',
    { cursor: 'foo' },
    'cursor: unsupported cursor type',
  ],
];

describe('argument bodies', () => {
  it.each(bodyRows)('%s', async (_, route, argument, message) => {
    const headers = { 'Content-Type': 'application/json' };
    const isOpen = route.endsWith('longpoll');
    const authorization = { Authorization: `Bearer ${emulator.account.accessToken}` };
    const response = await send(emulator.url, {
      path: `/2/${route}`,
      headers: isOpen ? headers : { ...headers, ...authorization },
      body: JSON.stringify(argument),
    });
    expect([response.status, response.headers['content-type']]).toEqual([
      400,
      'text/plain; charset=utf-8',
    ]);
    expect(response.text).toContain(`Error in call to API function "${route}": `);
    expect(response.text).toContain(message);
  });
});

describe('argument headers', () => {
  it.each([
    [
      'a bare tag that needs a value',
      { mode: 'update' },
      "mode: expected object for 'update', got symbol",
    ],
    [
      'a tag without its value',
      { mode: { '.tag': 'update' } },
      "mode.update: missing 'update' key",
    ],
    [
      'a rev that is none',
      { mode: { '.tag': 'update', update: 'xyzxyzxyz' } },
      "mode.update: 'xyzxyzxyz' did not match pattern '[0-9a-f]+'",
    ],
    [
      'a time with fractions and a zone',
      { client_modified: '2016-04-16T17:02:37.15-05:00' },
      "client_modified: time data '2016-04-16T17:02:37.15-05:00' does not match format '%Y-%m-%dT%H:%M:%SZ'",
    ],
    [
      'a day that there is not',
      { client_modified: '2016-02-31T00:00:00Z' },
      'does not match format',
    ],
    [
      'a hash of another length',
      { content_hash: 'abc' },
      "content_hash: 'abc' must be at least 64 characters, got 3",
    ],
  ])('%s', async (_, fields, message) => {
    const response = await api.upload('files/upload', { path: '/x', ...fields });
    expect(response.status).toBe(400);
    expect(response.text).toContain('HTTP header "Dropbox-API-Arg": ');
    expect(response.text).toContain(message);
  });
});

describe('the compact style', () => {
  it('tells of a missed pattern without the place', async () => {
    emulator.setBehaviour({ wireStyle: 'compact' });
    const response = await api.rpc('files/get_metadata', { path: 'x' });
    emulator.setBehaviour({ wireStyle: 'classic' });
    expect([response.status, response.text]).toEqual([
      400,
      `Error in call to API function "files/get_metadata": Value must be a string conforming to regex (${readPath})`,
    ]);
  });
});
