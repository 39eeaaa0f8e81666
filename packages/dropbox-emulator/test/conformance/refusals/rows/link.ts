import { expect } from 'vitest';
import { type RefusalBench, type RefusalRow, refusedByForm } from '../refusal-row.ts';

/** What an address of this server has behind its origin. */
const pathOf = (link: string): string => new URL(link).pathname;

async function uploadLink({ api }: RefusalBench, name: string): Promise<string> {
  const argument = { commit_info: { path: name } };
  return pathOf((await api.ok('files/get_temporary_upload_link', argument)).link);
}

const post = ({ send }: RefusalBench, path: string, type = 'application/octet-stream') =>
  send({ path, headers: { 'Content-Type': type }, body: 'content' });

/** What is wrong with links, and what is too much. */
export const linkRows: readonly RefusalRow[] = [
  refusedByForm(
    'a temporary link after four hours',
    async ({ api, emulator, send }) => {
      const { link } = await api.ok('files/get_temporary_link', { path: '/file.txt' });
      emulator.clock.advance(4 * 60 * 60 * 1000);
      return send({ method: 'GET', path: pathOf(link) });
    },
    '',
    410,
  ),
  refusedByForm(
    'an upload link that was used',
    async (bench) => {
      const path = await uploadLink(bench, '/by link.txt');
      await post(bench, path);
      return post(bench, path);
    },
    'Temporary upload link has been recently consumed.',
    410,
  ),
  refusedByForm(
    'an upload link after four hours',
    async (bench) => {
      const path = await uploadLink(bench, '/late.txt');
      bench.emulator.clock.advance(4 * 60 * 60 * 1000);
      return post(bench, path);
    },
    '',
    410,
  ),
  refusedByForm(
    'another content type for an upload link',
    async (bench) => post(bench, await uploadLink(bench, '/typed.txt'), 'text/plain'),
    '',
  ),
  refusedByForm(
    'an upload link that was never given out',
    (bench) => post(bench, '/apitul/1/unknown'),
    '',
    409,
  ),
  {
    situation: 'a second link to the same file',
    ask: async ({ api }) => {
      await api.put('/linked.txt');
      const argument = { path: '/linked.txt' };
      await api.ok('sharing/create_shared_link_with_settings', argument);
      return api.rpc('sharing/create_shared_link_with_settings', argument);
    },
    status: 409,
    answer: {
      error: {
        '.tag': 'shared_link_already_exists',
        shared_link_already_exists: {
          '.tag': 'metadata',
          metadata: expect.objectContaining({ '.tag': 'file', name: 'linked.txt' }),
        },
      },
      summary: 'shared_link_already_exists/metadata/',
    },
  },
  {
    situation: 'too many requests',
    ask: ({ api, emulator }) => {
      const fault = { kind: 'rate-limit', retryAfter: 15 } as const;
      emulator.faults.add({ route: 'files/get_metadata', fault });
      return api.rpc('files/get_metadata', { path: '/file.txt' });
    },
    status: 429,
    answer: {
      error: { reason: { '.tag': 'too_many_requests' }, retry_after: 15 },
      summary: 'too_many_requests/',
    },
  },
  {
    situation: 'too many writers',
    ask: ({ api, emulator }) => {
      const fault = { kind: 'rate-limit', reason: 'too_many_write_operations' } as const;
      emulator.faults.add({ route: 'files/create_folder_v2', fault });
      return api.rpc('files/create_folder_v2', { path: '/x' });
    },
    status: 429,
    answer: {
      error: { reason: { '.tag': 'too_many_write_operations' } },
      summary: 'too_many_write_operations/',
    },
  },
];
