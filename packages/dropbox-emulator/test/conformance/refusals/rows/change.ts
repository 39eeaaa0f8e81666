import { expect } from 'vitest';
import type { ApiClient } from '../../../raw/api-client.ts';
import type { RefusalBench } from '../refusal-row.ts';
import {
  conflict,
  path,
  type RefusalRow,
  refusedByForm,
  refusedByRoute,
  refusedCall,
  tag,
  under,
} from '../refusal-row.ts';

const sessionId = expect.stringMatching(/^pid_upload_session:/);
const makeFolder = 'files/create_folder_v2';

async function nearlyFull({ emulator, client }: RefusalBench): Promise<ApiClient> {
  const small = client(emulator.createAccount({ quota: 100 }).accessToken);
  await small.put('/a', Buffer.alloc(60));
  return small;
}

async function manyFolders({ emulator }: RefusalBench): Promise<void> {
  await emulator.seed(
    Array.from({ length: 10_001 }, (_, index) => ({
      kind: 'folder' as const,
      path: `/many/${index}`,
    })),
  );
}

const many = { from_path: '/many', to_path: '/many more' };

/** What cannot be made, moved or deleted. */
export const changeRows: readonly RefusalRow[] = [
  refusedCall(
    'a new folder over a folder',
    makeFolder,
    { path: '/Folder' },
    path(conflict('folder')),
  ),
  refusedCall(
    'a new folder over a file',
    makeFolder,
    { path: '/FILE.txt' },
    path(conflict('file')),
  ),
  refusedCall(
    'a new folder below a file',
    makeFolder,
    { path: '/file.txt/sub' },
    path(conflict('file_ancestor')),
  ),
  refusedCall(
    'a move onto a file',
    'files/move_v2',
    { from_path: '/folder', to_path: '/file.txt' },
    under('to', conflict('file')),
  ),
  refusedCall(
    'a copy onto a folder',
    'files/copy_v2',
    { from_path: '/file.txt', to_path: '/folder' },
    under('to', conflict('folder')),
  ),
  refusedCall(
    'a move below a file',
    'files/move_v2',
    { from_path: '/folder', to_path: '/file.txt/x' },
    under('to', conflict('file_ancestor')),
  ),
  refusedCall(
    'a move of a folder below itself',
    'files/move_v2',
    { from_path: '/folder', to_path: '/folder/sub/x' },
    tag('cant_move_folder_into_itself'),
  ),
  refusedCall(
    'a move to where it is',
    'files/move_v2',
    { from_path: '/folder', to_path: '/folder' },
    tag('duplicated_or_nested_paths'),
  ),
  refusedByRoute(
    'a move of more than 10,000 entries',
    async (bench) => {
      await manyFolders(bench);
      return bench.api.rpc('files/move_v2', many);
    },
    tag('too_many_files'),
  ),
  refusedByRoute(
    'a copy of more than 10,000 entries',
    async (bench) => {
      await manyFolders(bench);
      return bench.api.rpc('files/copy_v2', many);
    },
    tag('too_many_files'),
  ),
  refusedCall(
    'a stale rev of what to delete',
    'files/delete_v2',
    { path: '/file.txt', parent_rev: '0123456789abc' },
    under('path_write', conflict('file')),
  ),
  {
    situation: 'an upload beyond the quota',
    ask: async (bench) => {
      const small = await nearlyFull(bench);
      return small.upload('files/upload', { path: '/b' }, Buffer.alloc(60));
    },
    status: 409,
    answer: {
      error: {
        '.tag': 'path',
        reason: tag('insufficient_space'),
        upload_session_id: sessionId,
      },
      summary: 'path/insufficient_space/',
    },
  },
  refusedByRoute(
    'a copy beyond the quota',
    async (bench) => {
      const small = await nearlyFull(bench);
      return small.rpc('files/copy_v2', { from_path: '/a', to_path: '/b' });
    },
    tag('insufficient_quota'),
  ),
  refusedByForm(
    'a deletion for good by a personal app',
    ({ api }) => api.rpc('files/permanently_delete', { path: '/file.txt' }),
    'Your API app is not allowed to call this function.',
  ),
  refusedByForm(
    'a batch of nothing to move',
    ({ api }) => api.rpc('files/move_batch_v2', { entries: [] }),
    'has fewer than 1 items',
  ),
  ...(['move', 'copy'] as const).map((kind) =>
    refusedByForm(
      `a batch of 1,001 entries to ${kind}`,
      ({ api }) =>
        api.rpc(`files/${kind}_batch_v2`, {
          entries: Array.from({ length: 1001 }, () => ({ from_path: '/a', to_path: '/b' })),
        }),
      'has more than 1000 items',
    ),
  ),
  refusedByForm(
    'a batch of 1,001 entries to delete',
    ({ api }) =>
      api.rpc('files/delete_batch', {
        entries: Array.from({ length: 1001 }, () => ({ path: '/a' })),
      }),
    'has more than 1000 items',
  ),
  refusedByForm(
    'a batch of 10,001 folders to make',
    ({ api }) =>
      api.rpc('files/create_folder_batch', { paths: Array.from({ length: 10_001 }, () => '/a') }),
    'has more than 10000 items',
  ),
  refusedCall(
    'a rev to restore that was never there',
    'files/restore',
    { path: '/file.txt', rev: '0123456789abc' },
    tag('invalid_revision'),
  ),
  refusedCall(
    'a job that was never started',
    'files/delete_batch/check',
    { async_job_id: 'dbjid:none' },
    tag('invalid_async_job_id'),
  ),
  refusedCall(
    'a copy reference that was never given out',
    'files/copy_reference/save',
    { copy_reference: 'none', path: '/x' },
    tag('invalid_copy_reference'),
  ),
  refusedCall(
    'an address to save that is none',
    'files/save_url',
    { path: '/x', url: 'not an address' },
    tag('invalid_url'),
  ),
  refusedCall(
    'a tag to remove that is not there',
    'files/tags/remove',
    { path: '/file.txt', tag_text: 'none' },
    tag('tag_not_present'),
  ),
];
