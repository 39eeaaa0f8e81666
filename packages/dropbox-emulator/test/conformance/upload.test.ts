import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import { type Json, send } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

const upload = (argument: Json, body: string | Uint8Array = 'x') =>
  api.upload('files/upload', argument, body);

describe('upload', () => {
  it('gives the metadata without a tag', async () => {
    const { status, json } = await upload({ path: '/a.txt' }, 'Hello Dropbox!');
    expect(status).toBe(200);
    expect(Object.keys(json).sort()).toEqual([
      'client_modified',
      'content_hash',
      'id',
      'is_downloadable',
      'name',
      'path_display',
      'path_lower',
      'property_groups',
      'rev',
      'server_modified',
      'size',
    ]);
  });

  it('keeps the time that the client tells, to the second', async () => {
    const client_modified = '2001-02-03T04:05:06Z';
    const { json } = await upload({ path: '/dated.txt', client_modified });
    expect(json.client_modified).toBe(client_modified);
  });

  it('takes the time of its own where the client tells none', async () => {
    const { json } = await upload({ path: '/undated.txt' });
    expect(json.client_modified).toBe(json.server_modified);
  });

  it('makes the folders above, and none below a file', async () => {
    const { json } = await upload({ path: '/Above/And above/file.txt' });
    expect(json.path_display).toBe('/Above/And above/file.txt');
    const folder = await api.ok('files/get_metadata', { path: '/above/and above' });
    expect(folder).toMatchObject({ '.tag': 'folder', name: 'And above' });
    const below = await upload({ path: '/above/and above/file.txt/x' });
    expect(below.json.error_summary).toBe('path/conflict/file_ancestor/');
  });

  it('takes a body of unknown length', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const bytes = randomBytes(200_000);
    fetch(`${emulator.url}/2/files/upload`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${emulator.account.accessToken}`,
        'Content-Type': 'application/octet-stream',
        'Dropbox-API-Arg': '{"path":"/chunked.bin"}',
      },
      body: new ReadableStream({
        start(controller) {
          for (let offset = 0; offset < bytes.length; offset += 50_000) {
            controller.enqueue(bytes.subarray(offset, offset + 50_000));
          }
          controller.close();
        },
      }),
      duplex: 'half',
    }).then(resolve, reject);
    const response = await promise;
    expect([response.status, ((await response.json()) as Json).size]).toEqual([200, bytes.length]);
    const back = await api.download('files/download', { path: '/chunked.bin' });
    expect(back.bytes.equals(bytes)).toBe(true);
  });

  it('checks the hash that comes with the bytes', async () => {
    const content_hash = '16dff8700700b9aa627e24bbf832940c084b41ade5c5d6fe5417963a547ed9c2';
    const right = await upload({ path: '/hashed.txt', content_hash }, 'Hello Dropbox!');
    const wrong = await upload({ path: '/hashed.txt', content_hash }, 'Hello Dropbox?');
    expect([right.status, wrong.status, wrong.json.error_summary]).toEqual([
      200,
      409,
      'content_hash_mismatch/',
    ]);
  });

  it('lets the commit of a refused upload be tried again without the bytes', async () => {
    await upload({ path: '/taken.txt' }, 'first');
    const refused = await upload({ path: '/taken.txt' }, 'second');
    const { upload_session_id: session_id } = refused.json.error;
    const finished = await api.upload('files/upload_session/finish', {
      cursor: { session_id, offset: 'second'.length },
      commit: { path: '/other.txt' },
    });
    expect([finished.status, finished.json.size]).toEqual([200, 'second'.length]);
  });
});

describe('a write mode', () => {
  const update = (rev: string) => ({ '.tag': 'update', update: rev });

  it.each(['add', 'overwrite'])('%s writes where nothing is', async (mode) => {
    expect((await upload({ path: `/new ${mode}`, mode })).status).toBe(200);
  });

  it('update writes where nothing is, unless conflicts are strict', async () => {
    const mode = update('0123456789abc');
    const lax = await upload({ path: '/new update', mode });
    const strict = await upload({ path: '/new strict', mode, strict_conflict: true });
    expect([lax.status, strict.json.error_summary]).toEqual([200, 'path/conflict/file/']);
  });

  it.each([
    ['add'],
    ['overwrite'],
    [update('0123456789abc')],
  ])('%j leaves the same bytes as they are', async (mode) => {
    const path = `/same ${JSON.stringify(mode).length}.txt`;
    const first = await api.put(path, 'same');
    // Neither another spelling nor another time is written.
    const argument = {
      path: path.toUpperCase(),
      mode,
      client_modified: '2001-02-03T04:05:06Z',
    };
    const again = await upload(argument, 'same');
    expect([again.status, again.json]).toEqual([200, first]);
    expect(await api.ok('files/get_metadata', { path })).toEqual({ '.tag': 'file', ...first });
  });

  it.each([
    ['add'],
    [update('0123456789abc')],
  ])('%j meets a conflict over the same bytes when conflicts are strict', async (mode) => {
    await api.put('/strict.txt', 'same');
    const again = await upload({ path: '/strict.txt', mode, strict_conflict: true }, 'same');
    expect(again.json.error_summary).toBe('path/conflict/file/');
  });

  it('add meets a conflict over other bytes', async () => {
    await api.put('/add.txt', 'one');
    const response = await upload({ path: '/add.txt', mode: 'add' }, 'two');
    expect(response.json.error_summary).toBe('path/conflict/file/');
  });

  it('overwrite keeps the id and gives a new rev', async () => {
    const first = await api.put('/over.txt', 'one');
    const { json } = await upload({ path: '/over.txt', mode: 'overwrite' }, 'two');
    expect(json.id).toBe(first.id);
    expect(json.rev).not.toBe(first.rev);
  });

  it('update writes over its own rev and no other', async () => {
    const first = await api.put('/update.txt', 'one');
    const second = await upload({ path: '/update.txt', mode: update(first.rev) }, 'two');
    const stale = await upload({ path: '/update.txt', mode: update(first.rev) }, 'three');
    expect([second.status, stale.json.error_summary]).toEqual([200, 'path/conflict/file/']);
  });

  it.each([
    ['add'],
    ['overwrite'],
    [update('0123456789abc')],
  ])('%j meets a conflict over a folder', async (mode) => {
    await api.put('/directory/x');
    const response = await upload({ path: '/directory', mode });
    expect(response.json.error_summary).toBe('path/conflict/folder/');
  });
});

describe('autorename', () => {
  it('counts from one', async () => {
    await api.put('/name.txt', '0');
    for (const count of [1, 2]) {
      const { json } = await upload({ path: '/name.txt', autorename: true }, String(count));
      expect(json.name).toBe(`name (${count}).txt`);
    }
  });

  it('calls an update that lost a conflicted copy', async () => {
    await api.put('/lost.txt', 'theirs');
    const mode = { '.tag': 'update', update: '0123456789abc' };
    const { json } = await upload({ path: '/lost.txt', mode, autorename: true }, 'mine');
    expect(json.name).toBe('lost (conflicted copy).txt');
  });

  it.each([
    ['add', 'taken 1 (1).d'],
    ['overwrite', 'taken 2 (1).d'],
    [{ '.tag': 'update', update: '0123456789abc' }, 'taken 3 (conflicted copy).d'],
  ])('gives way to a folder, by %j', async (mode, name) => {
    const path = `/${name.replace(/ \(.*\)/, '')}`;
    await api.ok('files/create_folder_v2', { path });
    const { json } = await upload({ path, mode, autorename: true });
    expect(json.name).toBe(name);
  });
});

describe('the quota', () => {
  it('refuses what it has no room for', async () => {
    const account = emulator.createAccount({ quota: 100 });
    const small = new ApiClient(emulator, { token: account.accessToken });
    await small.put('/a', Buffer.alloc(60));
    const response = await small.upload('files/upload', { path: '/b' }, Buffer.alloc(60));
    expect(response.json.error_summary).toBe('path/insufficient_space/');
    const copied = await small.rpc('files/copy_v2', { from_path: '/a', to_path: '/c' });
    expect(copied.json.error_summary).toBe('insufficient_quota/');
    const replaced = await small.upload(
      'files/upload',
      { path: '/a', mode: 'overwrite' },
      Buffer.alloc(100),
    );
    expect(replaced.status).toBe(200);
    const usage = await small.ok('users/get_space_usage', null);
    expect(usage).toEqual({ used: 100, allocation: { '.tag': 'individual', allocated: 100 } });
  });
});

describe('temporary upload links', () => {
  const link = async (argument: Json): Promise<string> => {
    const { link } = await api.ok('files/get_temporary_upload_link', argument);
    return link.slice(emulator.url.length);
  };
  const post = (path: string, type = 'application/octet-stream') =>
    send(emulator.url, { path, headers: { 'Content-Type': type }, body: 'Hello Dropbox!' });

  it('take one upload', async () => {
    const path = await link({ commit_info: { path: '/by link.txt' } });
    const first = await post(path);
    expect([first.status, first.json]).toEqual([
      200,
      { 'content-hash': '16dff8700700b9aa627e24bbf832940c084b41ade5c5d6fe5417963a547ed9c2' },
    ]);
    const second = await post(path);
    expect([second.status, second.text]).toEqual([
      410,
      'Temporary upload link has been recently consumed.',
    ]);
    expect((await api.ok('files/get_metadata', { path: '/by link.txt' })).size).toBe(14);
  });

  it('refuse other content types, and what cannot be saved', async () => {
    const path = await link({ commit_info: { path: '/by link.txt' } });
    expect((await post(path, 'text/plain')).status).toBe(400);
    await api.put('/by link.txt', 'other');
    expect((await post(path)).status).toBe(409);
    expect((await post('/apitul/1/unknown')).status).toBe(409);
  });

  it('expire', async () => {
    const path = await link({ commit_info: { path: '/late.txt' }, duration: 60 });
    emulator.clock.advance(60_000);
    expect((await post(path)).status).toBe(410);
  });
});
