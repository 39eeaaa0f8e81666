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

describe('create_folder_v2', () => {
  it('makes the folders above too, and gives metadata without a tag', async () => {
    const result = await api.ok('files/create_folder_v2', { path: '/New/Sub/Folder' });
    expect(Object.keys(result)).toEqual(['metadata']);
    expect(result.metadata).not.toHaveProperty('.tag');
    expect((await metadata('/new/sub')).path_display).toBe('/New/Sub');
  });

  it('finds another name when asked', async () => {
    await api.ok('files/create_folder_v2', { path: '/Twice.d' });
    const { metadata } = await api.ok('files/create_folder_v2', {
      path: '/Twice.d',
      autorename: true,
    });
    expect(metadata.name).toBe('Twice.d (1)');
  });

  it('in its first form gives the metadata alone', async () => {
    const result = await api.ok('files/create_folder', { path: '/First form' });
    expect(result).toMatchObject({ name: 'First form' });
  });
});

describe('delete_v2', () => {
  it('gives what was there, and takes all that was in it', async () => {
    await api.put('/Gone/a/b.txt');
    const before = await metadata('/gone');
    const result = await api.ok('files/delete_v2', { path: '/gone' });
    expect(result).toEqual({ metadata: before });
    expect(await summary('files/get_metadata', { path: '/gone/a/b.txt' })).toBe('path/not_found/');
    expect(await summary('files/delete_v2', { path: '/gone' })).toBe('path_lookup/not_found/');
  });

  it('deletes only the rev that is meant', async () => {
    const { rev } = await api.put('/guarded.txt');
    await api.ok('files/delete_v2', { path: '/guarded.txt', parent_rev: rev });
  });

  it('in its first form gives the metadata alone', async () => {
    await api.put('/v1.txt');
    expect(await api.ok('files/delete', { path: '/v1.txt' })).toMatchObject({ '.tag': 'file' });
  });
});

describe('permanently_delete', () => {
  it('is not for personal apps', async () => {
    await api.put('/forever.txt');
    const response = await api.rpc('files/permanently_delete', { path: '/forever.txt' });
    expect([response.status, response.text]).toEqual([
      400,
      'Error in call to API function "files/permanently_delete": Your API app is not allowed to call this function.',
    ]);
  });

  it('leaves nothing to restore', async () => {
    const team = emulator.createTeam('Erasers');
    const member = emulator.createAccount({ team: team.id });
    const business = new ApiClient(emulator, { token: member.accessToken });
    const { rev } = await business.put('/folder/secret.txt', 'secret');
    const { cursor } = await business.ok('files/list_folder', { path: '', recursive: true });
    const response = await business.rpc('files/permanently_delete', { path: '/folder' });
    expect([response.status, response.text]).toEqual([200, 'null']);
    const restored = await business.rpc('files/restore', { path: '/folder/secret.txt', rev });
    expect(restored.json.error_summary).toBe('invalid_revision/');
    const trash = await business.ok('files/list_folder', { path: '', include_deleted: true });
    expect(trash.entries).toEqual([]);
    const told = await business.ok('files/list_folder/continue', { cursor });
    expect(told.entries).toMatchObject([{ '.tag': 'deleted', path_lower: '/folder' }]);
  });
});

describe('move_v2', () => {
  it('keeps id and client time, and gives a new rev', async () => {
    const client_modified = '2001-02-03T04:05:06Z';
    const argument = { path: '/Old/File.txt', client_modified };
    const { json: before } = await api.upload('files/upload', argument, 'x');
    const result = await api.ok('files/move_v2', {
      from_path: '/old/file.TXT',
      to_path: '/Made/On the way/New.txt',
    });
    expect(result.metadata).toMatchObject({
      '.tag': 'file',
      id: before.id,
      client_modified,
      path_display: '/Made/On the way/New.txt',
    });
    expect(result.metadata.rev).not.toBe(before.rev);
  });

  it('takes all that is in a folder along', async () => {
    const { id } = await api.put('/Tree/Deep/leaf.txt');
    await api.ok('files/move_v2', { from_path: '/tree', to_path: '/Forest/Tree' });
    expect(await metadata('/forest/tree/deep/leaf.txt')).toMatchObject({
      id,
      path_display: '/Forest/Tree/Deep/leaf.txt',
    });
    expect(await summary('files/get_metadata', { path: '/tree/deep/leaf.txt' })).toBe(
      'path/not_found/',
    );
  });

  it('finds another name when asked', async () => {
    await api.put('/m1.txt', '1');
    await api.put('/m2.txt', '2');
    const { metadata } = await api.ok('files/move_v2', {
      from_path: '/m1.txt',
      to_path: '/m2.txt',
      autorename: true,
    });
    expect(metadata.name).toBe('m2 (1).txt');
  });

  it('goes by ids', async () => {
    const { id } = await api.put('/by id.txt');
    const result = await api.ok('files/move_v2', { from_path: id, to_path: '/by id 2.txt' });
    expect(result.metadata.id).toBe(id);
  });

  it('of more than 10,000 entries is refused, and so is a copy', async () => {
    await emulator.seed(
      Array.from({ length: 10_001 }, (_, index) => ({
        kind: 'folder' as const,
        path: `/many/${index}`,
      })),
    );
    for (const route of ['files/move_v2', 'files/copy_v2']) {
      const argument = { from_path: '/many', to_path: '/many more' };
      expect(await summary(route, argument)).toBe('too_many_files/');
    }
    // A batch is what is left to clients then.
    const launched = await api.ok('files/move_batch_v2', {
      entries: [{ from_path: '/many', to_path: '/many more' }],
    });
    const { entries } = await api.job('files/move_batch/check_v2', launched);
    expect(entries).toMatchObject([{ '.tag': 'success' }]);
    expect((await metadata('/many more/10000')).name).toBe('10000');
  });

  it.each([
    ['ignore', 200, '/Case.txt'],
    ['apply', 200, '/CASE.txt'],
    ['refuse', 409, '/Case.txt'],
  ] as const)('that changes only case does %s', async (caseOnlyRename, status, shown) => {
    await api.put('/Case.txt');
    emulator.setBehaviour({ caseOnlyRename });
    const argument = { from_path: '/Case.txt', to_path: '/CASE.txt' };
    const response = await api.rpc('files/move_v2', argument);
    const renamed = await api.rpc('files/move_v2', { ...argument, autorename: true });
    emulator.setBehaviour({ caseOnlyRename: 'ignore' });
    expect(response.status).toBe(status);
    // It does not get out of its own way either.
    expect(renamed.json.metadata?.path_display).toBe(renamed.status === 200 ? shown : undefined);
    expect((await metadata('/case.txt')).path_display).toBe(shown);
    await api.ok('files/delete_v2', { path: '/case.txt' });
  });
});

describe('copy_v2', () => {
  it('gives new ids, and the same client time', async () => {
    const before = await api.put('/source/a.txt', 'content');
    const result = await api.ok('files/copy_v2', { from_path: '/source', to_path: '/copy' });
    expect(result.metadata).toMatchObject({ '.tag': 'folder', name: 'copy' });
    const copy = await metadata('/copy/a.txt');
    expect(copy.id).not.toBe(before.id);
    expect([copy.client_modified, copy.content_hash]).toEqual([
      before.client_modified,
      before.content_hash,
    ]);
  });

  it('makes the folders above, and none below a file', async () => {
    await api.put('/copied.txt');
    const below = (to_path: string) => ({ from_path: '/copied.txt', to_path });
    const { metadata } = await api.ok('files/copy_v2', below('/Made/by copy/x.txt'));
    expect(metadata.path_display).toBe('/Made/by copy/x.txt');
    expect(await summary('files/copy_v2', below('/made/by copy/x.txt/y'))).toBe(
      'to/conflict/file_ancestor/',
    );
  });

  it('may stand beside its source', async () => {
    await api.put('/self.txt');
    expect(await summary('files/copy_v2', { from_path: '/self.txt', to_path: '/SELF.txt' })).toBe(
      'to/conflict/file/',
    );
    const { metadata } = await api.ok('files/copy_v2', {
      from_path: '/self.txt',
      to_path: '/self.txt',
      autorename: true,
    });
    expect(metadata.name).toBe('self (1).txt');
  });
});

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

describe('revisions', () => {
  it('are listed from the newest, by path and by id', async () => {
    const revs: string[] = [];
    for (const text of ['1', '2', '3']) revs.unshift((await api.put('/history.txt', text)).rev);
    const listed = await api.ok('files/list_revisions', { path: '/HISTORY.txt', limit: 2 });
    expect(listed).toMatchObject({ is_deleted: false, has_more: true });
    expect(listed.entries.map((entry: Json) => entry.rev)).toEqual(revs.slice(0, 2));
    expect(listed.entries[0]).not.toHaveProperty('.tag');
    const rest = await api.ok('files/list_revisions', {
      path: '/history.txt',
      before_rev: revs[1],
    });
    expect(rest.entries.map((entry: Json) => entry.rev)).toEqual([revs[2]]);
    expect(rest.has_more).toBe(false);
    await api.ok('files/move_v2', { from_path: '/history.txt', to_path: '/moved history.txt' });
    const here = await api.ok('files/list_revisions', { path: '/moved history.txt' });
    const all = await api.ok('files/list_revisions', { path: '/moved history.txt', mode: 'id' });
    expect([here.entries.length, all.entries.length]).toEqual([1, 4]);
  });

  it('of a deleted file say so and when', async () => {
    await api.put('/late.txt');
    await api.ok('files/delete_v2', { path: '/late.txt' });
    const listed = await api.ok('files/list_revisions', { path: '/late.txt' });
    expect(listed).toMatchObject({
      is_deleted: true,
      server_deleted: expect.stringMatching(/Z$/),
      entries: [{ name: 'late.txt' }],
    });
    expect(await summary('files/list_revisions', { path: '/never.txt' })).toBe('path/not_found/');
  });

  it('tell whether they can be restored when asked', async () => {
    await api.put('/restorable.txt');
    const told = async (include_restorable_info: boolean) =>
      (await api.ok('files/list_revisions', { path: '/restorable.txt', include_restorable_info }))
        .entries[0].is_restorable;
    expect([await told(true), await told(false)]).toEqual([true, undefined]);
  });

  it('are restored with their id and time', async () => {
    const client_modified = '2001-02-03T04:05:06Z';
    const argument = { path: '/restored.txt', client_modified };
    const { json: first } = await api.upload('files/upload', argument, 'first');
    await api.put('/restored.txt', 'second');
    const restored = await api.ok('files/restore', { path: '/restored.txt', rev: first.rev });
    expect(restored).toMatchObject({ id: first.id, client_modified, size: 5 });
    expect(restored).not.toHaveProperty('.tag');
    expect(restored.rev).not.toBe(first.rev);
    await api.ok('files/delete_v2', { path: '/restored.txt' });
    const back = await api.ok('files/restore', { path: '/restored.txt', rev: first.rev });
    expect(back.id).toBe(first.id);
  });

  it('are not restored over a folder', async () => {
    const { rev } = await api.put('/place');
    await api.ok('files/delete_v2', { path: '/place' });
    await api.ok('files/create_folder_v2', { path: '/place' });
    expect(await summary('files/restore', { path: '/place', rev })).toBe(
      'path_write/conflict/folder/',
    );
  });
});
