import { expect } from 'vitest';
import type { ApiClient } from '../../../raw/api-client.ts';
import { conflict, file, hash, launched, notFound, text } from '../metadata-shapes.ts';
import type { RouteBench, RouteSheets } from '../route-sheet.ts';

async function session(api: ApiClient, body: string, close = false): Promise<string> {
  const { json } = await api.upload('files/upload_session/start', { close }, body);
  return json.session_id;
}

async function finishEntry({ api }: RouteBench, path: string) {
  const session_id = await session(api, 'data', true);
  return { cursor: { session_id, offset: 4 }, commit: { path } };
}

const sessionId = expect.stringMatching(/^pid_upload_session:/);
const unknown = { session_id: 'unknown', offset: 0 };
const unknownJob = {
  ask: () => ({ argument: { async_job_id: 'dbjid:none' } }),
  error: { '.tag': 'invalid_async_job_id' },
  summary: 'invalid_async_job_id/',
};

/** Routes by which content comes in. */
export const uploadingSheets: RouteSheets = {
  'files/upload': {
    ask: () => ({ argument: { path: '/uploaded.txt' }, body: 'content' }),
    result: file('/uploaded.txt', { size: 7 }),
    refused: {
      async ask({ api }) {
        await api.put('/in the way.txt', 'other');
        return { argument: { path: '/in the way.txt' }, body: 'content' };
      },
      error: { '.tag': 'path', reason: conflict('file'), upload_session_id: sessionId },
      summary: 'path/conflict/file/',
    },
  },
  'files/upload_session/start': {
    ask: () => ({ argument: {}, body: 'data' }),
    result: { session_id: sessionId },
    refused: {
      ask: () => ({ argument: { session_type: 'concurrent' }, body: 'data' }),
      error: { '.tag': 'concurrent_session_data_not_allowed' },
      summary: 'concurrent_session_data_not_allowed/',
    },
  },
  'files/upload_session/start_batch': {
    ask: () => ({ argument: { num_sessions: 2 } }),
    result: { session_ids: [sessionId, sessionId] },
  },
  'files/upload_session/append_v2': {
    async ask({ api }) {
      const session_id = await session(api, 'data');
      return { argument: { cursor: { session_id, offset: 4 } }, body: 'more' };
    },
    result: null,
    refused: {
      async ask({ api }) {
        const session_id = await session(api, 'nine byte');
        return { argument: { cursor: { session_id, offset: 4 } }, body: 'more' };
      },
      error: { '.tag': 'incorrect_offset', correct_offset: 9 },
      summary: 'incorrect_offset/',
    },
  },
  'files/upload_session/append': {
    async ask({ api }) {
      return { argument: { session_id: await session(api, 'data'), offset: 4 }, body: 'more' };
    },
    result: null,
    refused: {
      ask: () => ({ argument: unknown }),
      error: notFound,
      summary: 'not_found/',
    },
  },
  'files/upload_session/append_batch': {
    async ask({ api }) {
      const session_id = await session(api, 'data');
      const entries = [
        { cursor: { session_id, offset: 4 }, length: 4 },
        { cursor: unknown, length: 0 },
      ];
      return { argument: { entries }, body: 'more' };
    },
    result: { entries: [{ '.tag': 'success' }, { '.tag': 'failure', failure: notFound }] },
    refused: {
      ask: () => ({ argument: { entries: [] }, body: 'more' }),
      error: { '.tag': 'length_mismatch' },
      summary: 'length_mismatch/',
    },
  },
  'files/upload_session/finish': {
    async ask({ api }) {
      const cursor = { session_id: await session(api, 'data'), offset: 4 };
      return { argument: { cursor, commit: { path: '/finished.txt' } }, body: 'more' };
    },
    result: file('/finished.txt', { size: 8 }),
    refused: {
      async ask({ api }) {
        const cursor = { session_id: await session(api, 'nine byte'), offset: 4 };
        return { argument: { cursor, commit: { path: '/never.txt' } } };
      },
      error: {
        '.tag': 'lookup_failed',
        lookup_failed: { '.tag': 'incorrect_offset', correct_offset: 9 },
      },
      summary: 'lookup_failed/incorrect_offset/',
    },
  },
  'files/upload_session/finish_batch_v2': {
    async ask(bench) {
      const finished = await finishEntry(bench, '/finished batch.txt');
      return { argument: { entries: [finished, { cursor: unknown, commit: { path: '/x' } }] } };
    },
    result: {
      entries: [
        { '.tag': 'success', ...file('/finished batch.txt') },
        { '.tag': 'failure', failure: { '.tag': 'lookup_failed', lookup_failed: notFound } },
      ],
    },
  },
  'files/upload_session/finish_batch': {
    ask: async (bench) => ({ argument: { entries: [await finishEntry(bench, '/job.txt')] } }),
    result: launched,
  },
  'files/upload_session/finish_batch/check': {
    async ask(bench) {
      const entries = [await finishEntry(bench, '/finished job.txt')];
      const { async_job_id } = await bench.api.ok('files/upload_session/finish_batch', { entries });
      return { argument: { async_job_id } };
    },
    result: {
      '.tag': 'complete',
      entries: [{ '.tag': 'success', ...file('/finished job.txt') }],
    },
    refused: unknownJob,
  },
  'files/get_temporary_upload_link': {
    ask: () => ({ argument: { commit_info: { path: '/by link.txt' } } }),
    result: { link: expect.stringMatching(/\/apitul\/1\/[^/]+$/) },
  },
  'files/save_url': {
    ask: ({ webAddress }) => ({ argument: { path: '/saved.txt', url: webAddress } }),
    result: launched,
    refused: {
      ask: () => ({ argument: { path: '/x', url: 'no address' } }),
      error: { '.tag': 'invalid_url' },
      summary: 'invalid_url/',
    },
  },
  'files/save_url/check_job_status': {
    async ask({ api, webAddress }) {
      const argument = { path: '/saved job.txt', url: webAddress };
      const job = await api.ok('files/save_url', argument);
      await api.job('files/save_url/check_job_status', job);
      return { argument: { async_job_id: job.async_job_id } };
    },
    result: { '.tag': 'complete', ...file('/saved job.txt', { size: 4 }) },
    refused: unknownJob,
  },
  'files/paper/create': {
    ask: () => ({ argument: { path: '/new.paper', import_format: 'markdown' }, body: '# New' }),
    result: { url: text, result_path: '/new.paper', file_id: text, paper_revision: 1 },
    refused: {
      ask: () => ({ argument: { path: '/new.txt', import_format: 'markdown' }, body: '# New' }),
      error: { '.tag': 'invalid_file_extension' },
      summary: 'invalid_file_extension/',
    },
  },
  'files/paper/update': {
    async ask({ api }) {
      const path = '/updated.paper';
      await api.upload('files/paper/create', { path, import_format: 'markdown' }, 'one');
      const argument = { path, import_format: 'markdown', doc_update_policy: 'append' };
      return { argument, body: 'two' };
    },
    result: { paper_revision: 2 },
    refused: {
      ask: () => ({
        argument: { path: '/none.paper', import_format: 'html', doc_update_policy: 'overwrite' },
      }),
      error: { '.tag': 'path', path: notFound },
      summary: 'path/not_found/',
    },
  },
  'files/copy_reference/get': {
    async ask({ api }) {
      await api.put('/referred.txt');
      return { argument: { path: '/referred.txt' } };
    },
    result: {
      metadata: { '.tag': 'file', ...file('/referred.txt') },
      copy_reference: text,
      expires: expect.stringMatching(/^20[5-9]\d-/),
    },
    refused: {
      ask: () => ({ argument: { path: '/nowhere' } }),
      error: { '.tag': 'path', path: notFound },
      summary: 'path/not_found/',
    },
  },
  'files/copy_reference/save': {
    async ask({ api, guest }) {
      await guest.put('/to refer.txt');
      const { copy_reference } = await guest.ok('files/copy_reference/get', {
        path: '/to refer.txt',
      });
      await api.put('/x');
      return { argument: { copy_reference, path: '/copied by reference.txt' } };
    },
    result: {
      metadata: { '.tag': 'file', ...file('/copied by reference.txt', { content_hash: hash }) },
    },
    refused: {
      ask: () => ({ argument: { copy_reference: 'none', path: '/x' } }),
      error: { '.tag': 'invalid_copy_reference' },
      summary: 'invalid_copy_reference/',
    },
  },
};
