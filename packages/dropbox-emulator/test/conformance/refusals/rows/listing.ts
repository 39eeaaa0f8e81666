import {
  notFound,
  path,
  type RefusalBench,
  type RefusalRow,
  refusedByForm,
  refusedByRoute,
  refusedCall,
  tag,
} from '../refusal-row.ts';

const poll = ({ send }: RefusalBench, argument: object) =>
  send({
    path: '/2/files/list_folder/longpoll',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(argument),
  });

async function cursorOf({ api }: RefusalBench, folder = ''): Promise<string> {
  return (await api.ok('files/list_folder', { path: folder })).cursor;
}

async function resetCursor(bench: RefusalBench): Promise<string> {
  const cursor = await cursorOf(bench);
  bench.emulator.resetCursors();
  return cursor;
}

/** What is wrong with listings, cursors and histories. */
export const listingRows: readonly RefusalRow[] = [
  ...[0, 2001].map((limit) =>
    refusedByForm(
      `a listing by ${limit} entries`,
      ({ api }) => api.rpc('files/list_folder', { path: '', limit }),
      `${limit} is not within range [1, 2000]`,
    ),
  ),
  ...[29, 481].map((timeout) =>
    refusedByForm(
      `a long poll of ${timeout} seconds`,
      (bench) => poll(bench, { cursor: 'x', timeout }),
      `${timeout} is not within range [30, 480]`,
    ),
  ),
  refusedByForm(
    'a path beside a cursor',
    ({ api }) => api.rpc('files/list_folder/continue', { cursor: 'x', path: '' }),
    "request body: unknown field 'path'",
  ),
  refusedByForm(
    'a made-up cursor',
    ({ api }) => api.rpc('files/list_folder/continue', { cursor: 'foo' }),
    `Invalid "cursor" parameter: 'foo'`,
  ),
  refusedByRoute(
    'a cursor that was invalidated',
    async (bench) =>
      bench.api.rpc('files/list_folder/continue', { cursor: await resetCursor(bench) }),
    tag('reset'),
  ),
  refusedByRoute(
    'a long poll by a cursor that was invalidated',
    async (bench) => poll(bench, { cursor: await resetCursor(bench) }),
    tag('reset'),
  ),
  refusedByRoute(
    'a cursor whose folder is gone',
    async (bench) => {
      await bench.api.put('/lost/x');
      const cursor = await cursorOf(bench, '/lost');
      await bench.api.ok('files/delete_v2', { path: '/lost' });
      return bench.api.rpc('files/list_folder/continue', { cursor });
    },
    path(notFound),
  ),
  refusedByForm(
    'a long poll by a made-up cursor',
    (bench) => poll(bench, { cursor: 'foo' }),
    'request body: cursor: unsupported cursor type',
  ),
  refusedCall(
    'thumbnails of 26 files at once',
    'files/get_thumbnail_batch',
    { entries: Array.from({ length: 26 }, () => ({ path: '/file.txt' })) },
    tag('too_many_files'),
  ),
  refusedCall(
    'the revisions of a folder',
    'files/list_revisions',
    { path: '/folder' },
    path(tag('not_file')),
  ),
  refusedCall(
    'before_rev with the revisions of an id',
    'files/list_revisions',
    { path: '/file.txt', mode: 'id', before_rev: '0123456789abc' },
    tag('before_rev_not_supported'),
  ),
  refusedCall(
    'a before_rev that the file never had',
    'files/list_revisions',
    { path: '/file.txt', before_rev: '0123456789abc' },
    tag('invalid_before_rev'),
  ),
];
