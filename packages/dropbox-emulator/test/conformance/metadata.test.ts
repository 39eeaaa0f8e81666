import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

describe('get_metadata', () => {
  it('gives all fields of a file and no other', async () => {
    await api.put('/Photos/Cat.JPG', 'Hello Dropbox!');
    const { status, json, headers } = await api.rpc('files/get_metadata', {
      path: '/photos/cat.jpg',
    });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    expect(json).toEqual({
      '.tag': 'file',
      name: 'Cat.JPG',
      path_lower: '/photos/cat.jpg',
      path_display: '/Photos/Cat.JPG',
      id: expect.stringMatching(/^id:[A-Za-z0-9_-]{22}$/),
      client_modified: timestamp,
      server_modified: timestamp,
      rev: expect.stringMatching(/^[0-9a-f]{9,}$/),
      size: 14,
      is_downloadable: true,
      property_groups: [],
      content_hash: '16dff8700700b9aa627e24bbf832940c084b41ade5c5d6fe5417963a547ed9c2',
    });
  });

  it('gives all fields of a folder and no other', async () => {
    const json = await api.ok('files/get_metadata', { path: '/PHOTOS' });
    expect(json).toEqual({
      '.tag': 'folder',
      name: 'Photos',
      path_lower: '/photos',
      path_display: '/Photos',
      id: expect.stringMatching(/^id:/),
      property_groups: [],
    });
  });

  it('follows ids, and paths from an id on', async () => {
    const folder = await api.ok('files/get_metadata', { path: '/Photos' });
    const file = await api.ok('files/get_metadata', { path: `${folder.id}/CAT.jpg` });
    expect(await api.ok('files/get_metadata', { path: file.id })).toEqual(file);
  });

  it('tells a file as it was by its rev', async () => {
    const first = await api.put('/doc.txt', 'first');
    await api.put('/doc.txt', 'second');
    const old = await api.ok('files/get_metadata', { path: `rev:${first.rev}` });
    expect(old).toEqual({ '.tag': 'file', ...first });
  });

  it('tells of what was deleted only when asked', async () => {
    await api.put('/gone.txt');
    await api.ok('files/delete_v2', { path: '/gone.txt' });
    const refused = await api.rpc('files/get_metadata', { path: '/gone.txt' });
    expect(refused.json.error_summary).toBe('path/not_found/');
    const told = await api.ok('files/get_metadata', { path: '/Gone.txt', include_deleted: true });
    expect(told).toEqual({
      '.tag': 'deleted',
      name: 'gone.txt',
      path_lower: '/gone.txt',
      path_display: '/gone.txt',
    });
  });

  it('tells of explicit members only when asked', async () => {
    await api.put('/members.txt');
    const asked = { path: '/members.txt', include_has_explicit_shared_members: true };
    const json = await api.ok('files/get_metadata', asked);
    expect(json.has_explicit_shared_members).toBe(false);
  });
});

describe('names', () => {
  it.each([
    ['NFD as NFC', '/Cafe\u0301', '/Caf\u00e9', '/caf\u00e9'],
    ['capital sigma without a final form', '/ΣΣΣ', '/ΣΣΣ', '/σσσ'],
    ['a dotted capital I as it is', '/İ', '/İ', '/İ'],
    ['letters younger than the table', '/Ꙋ', '/Ꙋ', '/Ꙋ'],
    ['marks that other systems forbid', '/a:*?"<>|#%~\'', '/a:*?"<>|#%~\'', '/a:*?"<>|#%~\''],
    ['a dot at the end', '/ends.', '/ends.', '/ends.'],
    ['spaces and dots in front', '/ .hidden', '/ .hidden', '/ .hidden'],
    ['control characters', '/\x01\t\n\r!', '/\x01\t\n\r!', '/\x01\t\n\r!'],
    ['Chinese', '/中文', '/中文', '/中文'],
    ['255 characters', `/${'x'.repeat(255)}`, `/${'x'.repeat(255)}`, `/${'x'.repeat(255)}`],
  ])('keep %s', async (_, path, display, lower) => {
    const { metadata } = await api.ok('files/create_folder_v2', { path });
    expect([metadata.path_display, metadata.path_lower]).toEqual([display, lower]);
    expect((await api.ok('files/get_metadata', { path })).id).toBe(metadata.id);
  });

  it('of folders keep their first spelling for all that comes into them', async () => {
    await api.put('/Case/one');
    const two = await api.put('/CASE/Two');
    expect([two.path_display, two.path_lower]).toEqual(['/Case/Two', '/case/two']);
  });
});

describe('the classic style', () => {
  it('is spaced, in declared order, and tells of no property groups', async () => {
    emulator.setBehaviour({ wireStyle: 'classic' });
    const { text } = await api.rpc('files/get_metadata', { path: '/photos/cat.jpg' });
    emulator.setBehaviour({ wireStyle: 'compact' });
    expect(Object.keys(JSON.parse(text))).toEqual([
      '.tag',
      'name',
      'path_lower',
      'path_display',
      'id',
      'client_modified',
      'server_modified',
      'rev',
      'size',
      'is_downloadable',
      'content_hash',
    ]);
    expect(text).toMatch(/^\{"\.tag": "file", "name": "Cat\.JPG", /);
  });

  it('ends summaries in up to three dots', async () => {
    emulator.setBehaviour({ wireStyle: 'classic' });
    const { text, json } = await api.rpc('files/get_metadata', { path: '/none' });
    emulator.setBehaviour({ wireStyle: 'compact' });
    expect(json.error_summary).toMatch(/^path\/not_found\/\.{0,3}$/);
    expect(text.startsWith('{"error_summary": "path/not_found/')).toBe(true);
  });
});

describe('the compact style', () => {
  it('has no spaces and sorted keys, the tag first', async () => {
    const { text } = await api.rpc('files/get_metadata', { path: '/photos/cat.jpg' });
    const keys = Object.keys(JSON.parse(text));
    expect(keys).toEqual(keys.toSorted());
    expect(text.startsWith('{".tag":"file","client_modified":"')).toBe(true);
  });
});
