import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

const metadata = (path: string) => api.ok('files/get_metadata', { path });
const summary = async (route: string, argument: Json) =>
  (await api.rpc(route, argument)).json.error_summary;

describe('batches', () => {
  const relocation = (from_path: string, to_path: string) => ({ from_path, to_path });
  const tagsOf = (entries: Json) => entries.map((entry: Json) => entry['.tag']);

  it('delete as a job, each entry by itself', async () => {
    await api.put('/batch/one');
    const launched = await api.ok('files/delete_batch', {
      entries: [{ path: '/batch/one' }, { path: '/batch/none' }],
    });
    expect(launched['.tag']).toBe('async_job_id');
    const done = await api.job('files/delete_batch/check', launched);
    expect(done).toEqual({
      '.tag': 'complete',
      entries: [
        { '.tag': 'success', metadata: expect.objectContaining({ '.tag': 'file', name: 'one' }) },
        {
          '.tag': 'failure',
          failure: { '.tag': 'path_lookup', path_lookup: { '.tag': 'not_found' } },
        },
      ],
    });
  });

  it.each(['move', 'copy'])('%s as a job, each entry by itself', async (kind) => {
    await api.put(`/${kind}/one`);
    const launched = await api.ok(`files/${kind}_batch_v2`, {
      entries: [
        relocation(`/${kind}/one`, `/${kind}/two`),
        relocation(`/${kind}/none`, `/${kind}/three`),
      ],
    });
    const done = await api.job(`files/${kind}_batch/check_v2`, launched);
    expect(done).toEqual({
      '.tag': 'complete',
      entries: [
        { '.tag': 'success', success: expect.objectContaining({ '.tag': 'file', name: 'two' }) },
        {
          '.tag': 'failure',
          failure: {
            '.tag': 'relocation_error',
            relocation_error: { '.tag': 'from_lookup', from_lookup: { '.tag': 'not_found' } },
          },
        },
      ],
    });
  });

  it.each(['move', 'copy'])('%s in the older form all or nothing', async (kind) => {
    await api.put(`/old ${kind}/one`);
    const from = `/old ${kind}/one`;
    const bad = await api.ok(`files/${kind}_batch`, {
      entries: [relocation(from, `${from} 2`), relocation('/none', '/x')],
    });
    const failed = await api.job(`files/${kind}_batch/check`, bad);
    expect(failed).toMatchObject({ '.tag': 'failed', failed: { '.tag': 'from_lookup' } });
    expect((await metadata(from)).name).toBe('one');
    const good = await api.ok(`files/${kind}_batch`, { entries: [relocation(from, `${from} 2`)] });
    const done = await api.job(`files/${kind}_batch/check`, good);
    expect(done.entries).toMatchObject([{ metadata: { '.tag': 'file', name: 'one 2' } }]);
  });

  it('make few folders at once, and many as a job', async () => {
    const paths = ['/few/a', '/few/b', '/FEW/A'];
    const few = await api.ok('files/create_folder_batch', { paths });
    expect(few['.tag']).toBe('complete');
    expect(tagsOf(few.entries)).toEqual(['success', 'success']);
    expect(few.entries[0].metadata).not.toHaveProperty('.tag');
    const again = await api.ok('files/create_folder_batch', { paths: ['/few/a'] });
    expect(again.entries).toEqual([
      {
        '.tag': 'failure',
        failure: { '.tag': 'path', path: { '.tag': 'conflict', conflict: { '.tag': 'folder' } } },
      },
    ]);
    const forced = { paths: ['/forced'], force_async: true };
    const launched = await api.ok('files/create_folder_batch', forced);
    const done = await api.job('files/create_folder_batch/check', launched);
    expect(tagsOf(done.entries)).toEqual(['success']);
  });

  it('say that they are in progress for as long as jobs take', async () => {
    emulator.setBehaviour({ jobDuration: 5000 });
    await api.put('/slow');
    const launched = await api.ok('files/delete_batch', { entries: [{ path: '/slow' }] });
    emulator.setBehaviour({ jobDuration: 0 });
    const argument = { async_job_id: launched.async_job_id };
    const pending = await api.ok('files/delete_batch/check', argument);
    expect(pending).toEqual({ '.tag': 'in_progress' });
    emulator.clock.advance(5000);
    const done = await api.ok('files/delete_batch/check', argument);
    expect(done['.tag']).toBe('complete');
  });

  it('are known to their own check routes only', async () => {
    const launched = await api.ok('files/delete_batch', { entries: [{ path: '/none' }] });
    const argument = { async_job_id: launched.async_job_id };
    expect(await summary('files/move_batch/check_v2', argument)).toBe('invalid_async_job_id/');
  });
});
