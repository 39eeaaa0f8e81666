import { expect } from 'vitest';
import type { Json } from '../../../raw/raw-client.ts';
import {
  conflict,
  malformedPath,
  notFound,
  path,
  type RefusalRow,
  refusedByForm,
  refusedByRoute,
  refusedCall,
  tag,
  under,
} from '../refusal-row.ts';

const sessionId = expect.stringMatching(/^pid_upload_session:/);

/** An upload tells of the empty member, as the other routes do not. */
const uploadedMalformed: Json = { '.tag': 'malformed_path', malformed_path: null };

const malformed = [
  '/a/../b',
  '/a/./b',
  '/a//b',
  '/a\\b',
  '/a ',
  '/a/',
  `/${'x'.repeat(256)}`,
  '/smile 😀',
];

const reserved = [
  '/.dropbox',
  '/.dropbox.cache',
  '/sub/.Dropbox.attr',
  '/sub/Desktop.INI',
  '/thumbs.db',
  '/.DS_Store',
  '/icon\r',
];

const refusedText = (situation: string, route: string, argument: Json, text: string): RefusalRow =>
  refusedByForm(situation, ({ api }) => api.rpc(route, argument), text);

const upload = (situation: string, target: string, reason: Json, summary: string): RefusalRow => ({
  situation,
  ask: ({ api }) => api.upload('files/upload', { path: target }, 'other bytes'),
  status: 409,
  answer: {
    error: { '.tag': 'path', reason, upload_session_id: sessionId },
    summary: `path/${summary}/`,
  },
});

/** What is wrong with paths, or with what is there. */
export const pathRows: readonly RefusalRow[] = [
  refusedText(
    'a path without a slash',
    'files/get_metadata',
    { path: 'hello.txt' },
    'Value must be a string conforming to regex (',
  ),
  refusedText('an empty path', 'files/get_metadata', { path: '' }, 'conforming to regex ('),
  refusedByForm(
    'an upload to an empty path',
    ({ api }) => api.upload('files/upload', { path: '' }),
    'conforming to regex (',
  ),
  refusedText('a rev to write to', 'files/delete_v2', { path: 'rev:0123456789' }, 'regex ('),
  refusedText(
    'the root by a slash in a listing',
    'files/list_folder',
    { path: '/' },
    'request body: path: Specify the root folder as an empty string rather than as "/".',
  ),
  refusedText(
    'the root by a slash in a look-up',
    'files/get_metadata',
    { path: '/' },
    'request body: path: The root folder is unsupported.',
  ),
  refusedCall(
    'the root as what to delete',
    'files/delete_v2',
    { path: '/' },
    under('path_lookup', malformedPath),
  ),
  refusedCall(
    'the root as what to move',
    'files/move_v2',
    { from_path: '/', to_path: '/x' },
    under('from_lookup', malformedPath),
  ),
  refusedCall(
    'the root as where to move',
    'files/move_v2',
    { from_path: '/folder', to_path: '/' },
    under('to', malformedPath),
  ),
  upload('the root as what to upload', '/', uploadedMalformed, 'malformed_path'),
  ...malformed.flatMap((text) => {
    const shown = JSON.stringify(text.slice(0, 12));
    return [
      refusedCall(
        `a malformed path, ${shown}`,
        'files/get_metadata',
        { path: text },
        path(malformedPath),
      ),
      refusedCall(
        `a malformed path of a new folder, ${shown}`,
        'files/create_folder_v2',
        { path: text },
        path(malformedPath),
      ),
      refusedCall(
        `a malformed path to delete, ${shown}`,
        'files/delete_v2',
        { path: text },
        under('path_lookup', malformedPath),
      ),
      refusedCall(
        `a malformed source, ${shown}`,
        'files/move_v2',
        { from_path: text, to_path: '/c' },
        under('from_lookup', malformedPath),
      ),
      refusedCall(
        `a malformed target, ${shown}`,
        'files/copy_v2',
        { from_path: '/file.txt', to_path: text },
        under('to', malformedPath),
      ),
      upload(`a malformed path of an upload, ${shown}`, text, uploadedMalformed, 'malformed_path'),
    ];
  }),
  ...reserved.flatMap((text) => {
    const shown = JSON.stringify(text);
    const disallowed = tag('disallowed_name');
    return [
      refusedCall(
        `a reserved name of a folder, ${shown}`,
        'files/create_folder_v2',
        { path: text },
        path(disallowed),
      ),
      refusedCall(
        `a reserved name of a target, ${shown}`,
        'files/move_v2',
        { from_path: '/file.txt', to_path: text },
        under('to', disallowed),
      ),
      upload(`a reserved name of an upload, ${shown}`, text, disallowed, 'disallowed_name'),
    ];
  }),
  refusedCall('nothing there', 'files/get_metadata', { path: '/nothing' }, path(notFound)),
  refusedCall('nothing there to list', 'files/list_folder', { path: '/nothing' }, path(notFound)),
  refusedByRoute(
    'nothing there to download',
    ({ api }) => api.download('files/download', { path: '/nothing' }),
    path(notFound),
  ),
  refusedCall(
    'nothing there to delete',
    'files/delete_v2',
    { path: '/nothing' },
    under('path_lookup', notFound),
  ),
  refusedCall(
    'nothing there to move',
    'files/move_v2',
    { from_path: '/nothing', to_path: '/x' },
    under('from_lookup', notFound),
  ),
  refusedCall(
    'an id that nothing has',
    'files/get_metadata',
    { path: 'id:nothing' },
    path(notFound),
  ),
  refusedCall(
    'a namespace that is not in sight',
    'files/get_metadata',
    { path: 'ns:1/x' },
    path(notFound),
  ),
  refusedCall(
    'a listing of a file',
    'files/list_folder',
    { path: '/file.txt' },
    path(tag('not_folder')),
  ),
  refusedByRoute(
    'a download of a folder',
    ({ api }) => api.download('files/download', { path: '/folder' }),
    path(tag('not_file')),
  ),
  refusedByRoute(
    'a file to pack as a folder',
    ({ api }) => api.download('files/download_zip', { path: '/file.txt' }),
    path(tag('not_folder')),
  ),
  refusedByRoute(
    'a download of what can only be exported',
    async ({ api, emulator }) => {
      const format = { exportAs: 'docx' };
      await emulator.seed([{ kind: 'document', path: '/plan.gdoc', content: 'x', format }]);
      return api.download('files/download', { path: '/plan.gdoc' });
    },
    tag('unsupported_file'),
  ),
  refusedByRoute(
    'an ordinary file to export',
    ({ api }) => api.download('files/export', { path: '/file.txt' }),
    tag('non_exportable'),
  ),
  upload('an upload over a file', '/file.txt', conflict('file'), 'conflict/file'),
  upload('an upload over a folder', '/folder', conflict('folder'), 'conflict/folder'),
  upload(
    'an upload below a file',
    '/file.txt/x',
    conflict('file_ancestor'),
    'conflict/file_ancestor',
  ),
  refusedCall(
    'a template that does not exist',
    'files/list_folder',
    { path: '', include_property_groups: { '.tag': 'filter_some', filter_some: ['ptid:none'] } },
    under('template_error', under('template_not_found', 'ptid:none')),
  ),
];
