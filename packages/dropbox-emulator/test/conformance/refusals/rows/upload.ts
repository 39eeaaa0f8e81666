import type { Json, RawResponse } from '../../../raw/raw-client.ts';
import {
  conflict,
  notFound,
  path,
  type RefusalBench,
  type RefusalRow,
  refusedByForm,
  refusedByRoute,
  tag,
  under,
} from '../refusal-row.ts';

const block = 4 * 1024 * 1024;
const wrongHash = { content_hash: '0'.repeat(64) };

const call = (
  { api }: RefusalBench,
  route: string,
  argument: Json,
  body: string | Uint8Array = '',
  headers = {},
): Promise<RawResponse> => api.upload(`files/upload_session/${route}`, argument, body, headers);

async function start(bench: RefusalBench, argument: Json = {}, body = ''): Promise<string> {
  return (await call(bench, 'start', argument, body)).json.session_id;
}

const startConcurrent = (bench: RefusalBench) => start(bench, { session_type: 'concurrent' });

const append = (
  bench: RefusalBench,
  session_id: string,
  offset: number,
  body: string | Uint8Array,
  close = false,
): Promise<RawResponse> =>
  call(bench, 'append_v2', { cursor: { session_id, offset }, close }, body);

const finish = (
  bench: RefusalBench,
  session_id: string,
  offset: number,
  body = '',
  target = '/never.txt',
): Promise<RawResponse> =>
  call(bench, 'finish', { cursor: { session_id, offset }, commit: { path: target } }, body);

const lookupFailed = (error: Json): Json => under('lookup_failed', error);

/** A body of one byte more than 150 MiB, which is not sent once its length was told. */
const tooLong = { 'Content-Length': String(150 * 1024 * 1024 + 1), Expect: '100-continue' };

/** What is wrong with uploaded bytes, or with the session that they are for. */
export const uploadRows: readonly RefusalRow[] = [
  refusedByRoute(
    'bytes of an upload that are not what their hash says',
    ({ api }) => api.upload('files/upload', { path: '/x', ...wrongHash }, 'bytes'),
    tag('content_hash_mismatch'),
  ),
  refusedByRoute(
    'bytes of a start that are not what their hash says',
    (bench) => call(bench, 'start', wrongHash, 'bytes'),
    tag('content_hash_mismatch'),
  ),
  refusedByRoute(
    'bytes of an append that are not what their hash says',
    async (bench) => {
      const cursor = { session_id: await start(bench), offset: 0 };
      return call(bench, 'append_v2', { cursor, ...wrongHash }, 'bytes');
    },
    tag('content_hash_mismatch'),
  ),
  refusedByRoute(
    'bytes of a finish that are not what their hash says',
    async (bench) => {
      const cursor = { session_id: await start(bench), offset: 0 };
      return call(bench, 'finish', { cursor, commit: { path: '/x' }, ...wrongHash }, 'bytes');
    },
    tag('content_hash_mismatch'),
  ),
  refusedByRoute(
    'an append to a session that nobody started',
    (bench) => append(bench, 'unknown', 0, 'x'),
    notFound,
  ),
  refusedByRoute(
    'a finish of a session that nobody started',
    (bench) => finish(bench, 'unknown', 0),
    lookupFailed(notFound),
  ),
  refusedByRoute(
    'an append to a session after seven days',
    async (bench) => {
      const session = await start(bench);
      bench.emulator.clock.advance(7 * 24 * 60 * 60 * 1000);
      return append(bench, session, 0, 'x');
    },
    notFound,
  ),
  refusedByRoute(
    'an append at the wrong offset',
    async (bench) => append(bench, await start(bench, {}, 'nine byte'), 4, 'x'),
    { '.tag': 'incorrect_offset', correct_offset: 9 },
  ),
  refusedByRoute(
    'a finish at the wrong offset',
    async (bench) => finish(bench, await start(bench, {}, 'nine byte'), 4),
    lookupFailed({ '.tag': 'incorrect_offset', correct_offset: 9 }),
  ),
  refusedByRoute(
    'an append after the close',
    async (bench) => append(bench, await start(bench, { close: true }, 'done'), 4, 'x'),
    tag('closed'),
  ),
  refusedByRoute(
    'a finish over a file',
    async (bench) => finish(bench, await start(bench, {}, 'x'), 1, '', '/file.txt'),
    path(conflict('file')),
  ),
  refusedByRoute(
    'data in the start of a concurrent session',
    (bench) => call(bench, 'start', { session_type: 'concurrent' }, 'x'),
    tag('concurrent_session_data_not_allowed'),
  ),
  refusedByRoute(
    'a close in the start of a concurrent session',
    (bench) => call(bench, 'start', { session_type: 'concurrent', close: true }),
    tag('concurrent_session_close_not_allowed'),
  ),
  refusedByRoute(
    'a part at an offset that is no multiple of 4 MiB',
    async (bench) => append(bench, await startConcurrent(bench), 5, 'x'),
    tag('concurrent_session_invalid_offset'),
  ),
  refusedByRoute(
    'a part whose size is no multiple of 4 MiB',
    async (bench) => append(bench, await startConcurrent(bench), 0, 'x'),
    tag('concurrent_session_invalid_data_size'),
  ),
  refusedByRoute(
    'data in the finish of a concurrent session',
    async (bench) => {
      const session = await startConcurrent(bench);
      await append(bench, session, 0, 'all', true);
      return finish(bench, session, 3, 'more');
    },
    tag('concurrent_session_data_not_allowed'),
  ),
  refusedByRoute(
    'a finish of a concurrent session that is open',
    async (bench) => finish(bench, await startConcurrent(bench), 0),
    tag('concurrent_session_not_closed'),
  ),
  refusedByRoute(
    'a finish of a concurrent session with a hole',
    async (bench) => {
      const session = await startConcurrent(bench);
      await append(bench, session, block, 'end', true);
      return finish(bench, session, block + 3);
    },
    tag('concurrent_session_missing_data'),
  ),
  refusedByRoute(
    'a batch whose lengths are not that of its body',
    async (bench) => {
      const cursor = { session_id: await start(bench), offset: 0 };
      return call(bench, 'append_batch', { entries: [{ cursor, length: 3 }] }, 'xx');
    },
    tag('length_mismatch'),
  ),
  refusedByRoute(
    'an upload of more than 150 MiB',
    ({ api }) => api.upload('files/upload', { path: '/x' }, '', tooLong),
    tag('payload_too_large'),
  ),
  refusedByRoute(
    'an append of more than 150 MiB',
    async (bench) => {
      const cursor = { session_id: await start(bench), offset: 0 };
      return call(bench, 'append_v2', { cursor }, '', tooLong);
    },
    tag('payload_too_large'),
  ),
  refusedByForm(
    'no sessions to start',
    ({ api }) => api.rpc('files/upload_session/start_batch', { num_sessions: 0 }),
    '0 is not within range [1, 1000]',
  ),
  refusedByForm(
    '1,001 sessions to start',
    ({ api }) => api.rpc('files/upload_session/start_batch', { num_sessions: 1001 }),
    '1001 is not within range [1, 1000]',
  ),
  refusedByForm(
    '1,001 sessions to finish',
    ({ api }) =>
      api.rpc('files/upload_session/finish_batch_v2', {
        entries: Array.from({ length: 1001 }, () => ({
          cursor: { session_id: 'x', offset: 0 },
          commit: { path: '/x' },
        })),
      }),
    'has more than 1000 items',
  ),
];
