import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { type RawRequest, send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator({ accessToken: 'token' });
  api = new ApiClient(emulator);
  await api.put('/file.txt');
  await api.ok('files/create_folder_v2', { path: '/folder' });
  await api.put('/folder/inside.txt');
});

afterAll(() => emulator.close());

const bearer = { Authorization: 'Bearer token' };
const json = { ...bearer, 'Content-Type': 'application/json' };
const octets = { ...bearer, 'Content-Type': 'application/octet-stream' };
const uploadArgument = { 'Dropbox-API-Arg': '{"path":"/x"}' };

interface TextRow {
  readonly title: string;
  readonly request: RawRequest;
  readonly status?: number;
  readonly text: string;
}

/** Refusals of a call's form, in the order in which they are looked for. All are plain text. */
const textRows: readonly TextRow[] = [
  {
    title: 'an unknown function',
    request: { path: '/2/files/nope', headers: json, body: '{}' },
    text: 'Unknown API function: "files/nope"',
  },
  {
    title: 'a function on the wrong host, by prefix',
    request: { path: '/api/2/files/upload', headers: { ...octets, ...uploadArgument } },
    text: 'Unknown API function: "files/upload"',
  },
  {
    title: 'a function on the wrong host, by name',
    request: {
      path: '/2/files/list_folder',
      headers: { ...json, Host: 'content.dropboxapi.com' },
      body: '{"path":""}',
    },
    text: 'Unknown API function: "files/list_folder"',
  },
  {
    title: 'GET where only POST will do',
    request: { method: 'GET', path: '/2/files/list_folder', headers: bearer },
    status: 405,
    text: 'Error in call to API function "files/list_folder"',
  },
  {
    title: 'the wrong content type of an argument',
    request: {
      path: '/2/files/list_folder',
      headers: { ...bearer, 'Content-Type': 'text/html' },
      body: '{}',
    },
    text: 'Error in call to API function "files/list_folder": Bad HTTP "Content-Type" header: "text/html".  Expecting one of "application/json", "application/json; charset=utf-8", "text/plain; charset=dropbox-cors-hack".',
  },
  {
    title: 'the content type that curl sends when nobody tells it one',
    request: {
      path: '/2/files/list_folder',
      headers: { ...bearer, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: '{"path":""}',
    },
    text: 'Bad HTTP "Content-Type" header: "application/x-www-form-urlencoded"',
  },
  {
    title: 'the wrong content type of an upload',
    request: {
      path: '/2/files/upload',
      headers: { ...bearer, ...uploadArgument, 'Content-Type': 'application/json' },
    },
    text: 'Bad HTTP "Content-Type" header: "application/json".  Expecting one of "application/octet-stream", "text/plain; charset=dropbox-cors-hack".',
  },
  {
    title: 'a content type on a download',
    request: {
      path: '/2/files/download',
      headers: { ...bearer, ...uploadArgument, 'Content-Type': 'application/json' },
    },
    text: 'You provided a non-empty HTTP "Content-Type" header ("application/json").',
  },
  {
    title: 'a body on a download',
    request: {
      path: '/2/files/download',
      headers: { ...bearer, 'Dropbox-API-Arg': '{"path":"/file.txt"}' },
      body: 'surplus',
    },
    text: "The request body is supposed to be empty, but isn't",
  },
  {
    title: 'no authorization',
    request: {
      path: '/2/files/list_folder',
      headers: { 'Content-Type': 'application/json' },
      body: '{"path":""}',
    },
    text: 'Must provide HTTP header "Authorization" or URL parameter "authorization".',
  },
  {
    title: 'authorization of another kind',
    request: {
      path: '/2/files/list_folder',
      headers: { 'Content-Type': 'application/json', Authorization: 'Token abc' },
      body: '{"path":""}',
    },
    text: 'Invalid authorization value in HTTP header "Authorization": "Token abc".  Expecting "Bearer <oauth2-access-token>".',
  },
  {
    title: 'authorization on the long poll',
    request: { path: '/2/files/list_folder/longpoll', headers: json, body: '{"cursor":"x"}' },
    text: 'Your request includes an Authorization header, but this function does not use it.',
  },
  {
    title: 'no argument on an upload',
    request: { path: '/2/files/upload', headers: octets },
    text: 'Error in call to API function "files/upload": Must provide HTTP header "Dropbox-API-Arg" or URL parameter "arg".',
  },
  {
    title: 'no argument on a download',
    request: { path: '/2/files/download', headers: bearer },
    text: 'Error in call to API function "files/download": Must provide HTTP header "Dropbox-API-Arg" or URL parameter "arg".',
  },
  {
    title: 'an argument header that is no JSON',
    request: { path: '/2/files/download', headers: { ...bearer, 'Dropbox-API-Arg': '{path}' } },
    text: 'HTTP header "Dropbox-API-Arg": could not decode input as JSON',
  },
  {
    title: 'an argument header in Latin-1',
    request: {
      path: '/2/files/download',
      headers: { ...bearer, 'Dropbox-API-Arg': '{"path":"/é"}' },
    },
    text: 'HTTP header "Dropbox-API-Arg": could not decode input as JSON',
  },
  {
    title: 'an argument body that is no JSON',
    request: { path: '/2/files/list_folder', headers: json, body: '{path}' },
    text: 'Error in call to API function "files/list_folder": request body: could not decode input as JSON',
  },
  {
    title: 'an argument where none is taken',
    request: { path: '/2/users/get_current_account', headers: json, body: '{}' },
    text: 'expected null, got value',
  },
];

describe('plain text answers', () => {
  it.each(textRows)('$title', async ({ request, status = 400, text }) => {
    const response = await send(emulator.url, request);
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.text).toContain(text);
  });
});

interface ErrorRow {
  readonly title: string;
  readonly route: string;
  readonly argument: object;
  readonly error: object;
}

const malformed = { '.tag': 'malformed_path' };
const path = (error: object) => ({ '.tag': 'path', path: error });
const conflict = (kind: string) => ({ '.tag': 'conflict', conflict: { '.tag': kind } });
const notFound = { '.tag': 'not_found' };

/** Refusals by the routes themselves: 409 and JSON. */
const errorRows: readonly ErrorRow[] = [
  ...['/a/../b', '/a/./b', '/a//b', '/a\\b', '/a ', '/a/', `/${'x'.repeat(256)}`, '/smile 😀'].map(
    (text) => ({
      title: `a malformed path, ${JSON.stringify(text.slice(0, 12))}`,
      route: 'files/get_metadata',
      argument: { path: text },
      error: path(malformed),
    }),
  ),
  {
    title: 'a malformed path to delete',
    route: 'files/delete_v2',
    argument: { path: '/a//b' },
    error: { '.tag': 'path_lookup', path_lookup: malformed },
  },
  {
    title: 'a malformed source of a move',
    route: 'files/move_v2',
    argument: { from_path: '/a/../b', to_path: '/c' },
    error: { '.tag': 'from_lookup', from_lookup: malformed },
  },
  {
    title: 'a malformed target of a move',
    route: 'files/move_v2',
    argument: { from_path: '/file.txt', to_path: '/c//d' },
    error: { '.tag': 'to', to: malformed },
  },
  {
    title: 'a malformed path of a new folder',
    route: 'files/create_folder_v2',
    argument: { path: '/a\\b' },
    error: path(malformed),
  },
  {
    title: 'the root as what to delete',
    route: 'files/delete_v2',
    argument: { path: '/' },
    error: { '.tag': 'path_lookup', path_lookup: malformed },
  },
  ...[
    '/.dropbox',
    '/sub/Desktop.INI',
    '/thumbs.db',
    '/.DS_Store',
    '/icon\r',
    '/.dropbox.cache',
  ].map((text) => ({
    title: `a reserved name, ${JSON.stringify(text)}`,
    route: 'files/create_folder_v2',
    argument: { path: text },
    error: path({ '.tag': 'disallowed_name' }),
  })),
  {
    title: 'nothing there',
    route: 'files/get_metadata',
    argument: { path: '/nothing' },
    error: path(notFound),
  },
  {
    title: 'nothing there to delete',
    route: 'files/delete_v2',
    argument: { path: '/nothing' },
    error: { '.tag': 'path_lookup', path_lookup: notFound },
  },
  {
    title: 'nothing there to move',
    route: 'files/move_v2',
    argument: { from_path: '/nothing', to_path: '/x' },
    error: { '.tag': 'from_lookup', from_lookup: notFound },
  },
  {
    title: 'an id that nothing has',
    route: 'files/get_metadata',
    argument: { path: 'id:nothing' },
    error: path(notFound),
  },
  {
    title: 'a namespace that is not in sight',
    route: 'files/get_metadata',
    argument: { path: 'ns:1/x' },
    error: path(notFound),
  },
  {
    title: 'a listing of a file',
    route: 'files/list_folder',
    argument: { path: '/file.txt' },
    error: path({ '.tag': 'not_folder' }),
  },
  {
    title: 'a listing of nothing',
    route: 'files/list_folder',
    argument: { path: '/nothing' },
    error: path(notFound),
  },
  {
    title: 'a new folder over a folder',
    route: 'files/create_folder_v2',
    argument: { path: '/Folder' },
    error: path(conflict('folder')),
  },
  {
    title: 'a new folder over a file',
    route: 'files/create_folder_v2',
    argument: { path: '/FILE.txt' },
    error: path(conflict('file')),
  },
  {
    title: 'a new folder below a file',
    route: 'files/create_folder_v2',
    argument: { path: '/file.txt/sub' },
    error: path(conflict('file_ancestor')),
  },
  {
    title: 'a move onto a file',
    route: 'files/move_v2',
    argument: { from_path: '/folder', to_path: '/file.txt' },
    error: { '.tag': 'to', to: conflict('file') },
  },
  {
    title: 'a copy onto a folder',
    route: 'files/copy_v2',
    argument: { from_path: '/file.txt', to_path: '/folder' },
    error: { '.tag': 'to', to: conflict('folder') },
  },
  {
    title: 'a move below a file',
    route: 'files/move_v2',
    argument: { from_path: '/folder', to_path: '/file.txt/x' },
    error: { '.tag': 'to', to: conflict('file_ancestor') },
  },
  {
    title: 'a folder into itself',
    route: 'files/move_v2',
    argument: { from_path: '/folder', to_path: '/folder/sub/x' },
    error: { '.tag': 'cant_move_folder_into_itself' },
  },
  {
    title: 'a move to where it is',
    route: 'files/move_v2',
    argument: { from_path: '/folder', to_path: '/folder' },
    error: { '.tag': 'duplicated_or_nested_paths' },
  },
  {
    title: 'a stale rev of what to delete',
    route: 'files/delete_v2',
    argument: { path: '/file.txt', parent_rev: '0123456789abc' },
    error: { '.tag': 'path_write', path_write: conflict('file') },
  },
  {
    title: 'the revisions of a folder',
    route: 'files/list_revisions',
    argument: { path: '/folder' },
    error: path({ '.tag': 'not_file' }),
  },
  {
    title: 'before_rev with the revisions of an id',
    route: 'files/list_revisions',
    argument: { path: '/file.txt', mode: 'id', before_rev: '0123456789abc' },
    error: { '.tag': 'before_rev_not_supported' },
  },
  {
    title: 'a before_rev that the file never had',
    route: 'files/list_revisions',
    argument: { path: '/file.txt', before_rev: '0123456789abc' },
    error: { '.tag': 'invalid_before_rev' },
  },
  {
    title: 'a rev to restore that was never there',
    route: 'files/restore',
    argument: { path: '/file.txt', rev: '0123456789abc' },
    error: { '.tag': 'invalid_revision' },
  },
  {
    title: 'a job that was never started',
    route: 'files/delete_batch/check',
    argument: { async_job_id: 'dbjid:none' },
    error: { '.tag': 'invalid_async_job_id' },
  },
  {
    title: 'a copy reference that was never given out',
    route: 'files/copy_reference/save',
    argument: { copy_reference: 'none', path: '/x' },
    error: { '.tag': 'invalid_copy_reference' },
  },
  {
    title: 'an address to save that is none',
    route: 'files/save_url',
    argument: { path: '/x', url: 'not an address' },
    error: { '.tag': 'invalid_url' },
  },
  {
    title: 'a tag to remove that is not there',
    route: 'files/tags/remove',
    argument: { path: '/file.txt', tag_text: 'none' },
    error: { '.tag': 'tag_not_present' },
  },
  {
    title: 'thumbnails of 26 files at once',
    route: 'files/get_thumbnail_batch',
    argument: { entries: Array.from({ length: 26 }, () => ({ path: '/file.txt' })) },
    error: { '.tag': 'too_many_files' },
  },
  {
    title: 'a template that does not exist',
    route: 'files/list_folder',
    argument: {
      path: '',
      include_property_groups: { '.tag': 'filter_some', filter_some: ['ptid:none'] },
    },
    error: {
      '.tag': 'template_error',
      template_error: { '.tag': 'template_not_found', template_not_found: 'ptid:none' },
    },
  },
];

describe('errors of routes', () => {
  it.each(errorRows)('$title', async ({ route, argument, error }) => {
    const response = await api.rpc(route, argument);
    expect(response.status).toBe(409);
    expect(response.headers['content-type']).toBe('application/json');
    expect(response.json.error).toEqual(error);
    expect(response.json.error_summary).toBe(`${tagsOf(error).join('/')}/`);
  });
});

describe('errors of downloads and uploads', () => {
  it('a folder to download', async () => {
    const response = await api.download('files/download', { path: '/folder' });
    expect([response.status, response.json.error]).toEqual([409, path({ '.tag': 'not_file' })]);
  });

  it('nothing to download', async () => {
    const response = await api.download('files/download', { path: '/nothing' });
    expect([response.status, response.json.error_summary]).toEqual([409, 'path/not_found/']);
  });

  it('a file to pack as a folder', async () => {
    const response = await api.download('files/download_zip', { path: '/file.txt' });
    expect([response.status, response.json.error]).toEqual([409, path({ '.tag': 'not_folder' })]);
  });

  it('an ordinary file to export', async () => {
    const response = await api.download('files/export', { path: '/file.txt' });
    expect([response.status, response.json.error]).toEqual([409, { '.tag': 'non_exportable' }]);
  });

  it.each([
    ['a conflict', '/file.txt', conflict('file')],
    ['a folder in the way', '/folder', conflict('folder')],
    ['a file for a folder', '/file.txt/x', conflict('file_ancestor')],
    ['a malformed path', '/a//b', malformed],
    ['a reserved name', '/desktop.ini', { '.tag': 'disallowed_name' }],
  ])('%s for an upload, flat beside the id of the kept bytes', async (_, target, reason) => {
    const response = await api.upload('files/upload', { path: target }, 'other bytes');
    expect(response.status).toBe(409);
    expect(response.json.error).toEqual({
      '.tag': 'path',
      reason,
      upload_session_id: expect.stringMatching(/^pid_upload_session:/),
    });
    expect(response.json.error_summary).toBe(`${['path', ...tagsOf(reason)].join('/')}/`);
  });

  it('bytes that are not what their hash says', async () => {
    const argument = { path: '/x', content_hash: '0'.repeat(64) };
    const response = await api.upload('files/upload', argument, 'bytes');
    expect([response.status, response.json.error]).toEqual([
      409,
      { '.tag': 'content_hash_mismatch' },
    ]);
    expect((await api.rpc('files/get_metadata', { path: '/x' })).status).toBe(409);
  });

  it('more than 150 MiB at once', async () => {
    const response = await api.upload('files/upload', { path: '/x' }, '', {
      'Content-Length': String(150 * 1024 * 1024 + 1),
      Expect: '100-continue',
    });
    expect([response.status, response.json.error]).toEqual([409, { '.tag': 'payload_too_large' }]);
  });
});

describe('every refusal', () => {
  it('comes with headers that keep browsers from running it', async () => {
    const { headers } = await api.rpc('files/get_metadata', { path: '/nothing' });
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-disposition': "attachment; filename='error'",
      'content-security-policy': "sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-dropbox-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });
});

/** The tags of an error from the outside in. */
function tagsOf(error: object): readonly string[] {
  const tag = (error as Record<string, unknown>)['.tag'] as string;
  const inner = (error as Record<string, unknown>)[tag];
  return typeof inner === 'object' && inner !== null ? [tag, ...tagsOf(inner)] : [tag];
}
