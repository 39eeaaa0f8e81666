import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
  for (const path of [
    '/Reports/Annual report 2025.pdf',
    '/Reports/Annual report 2026.pdf',
    '/Pictures/annual.jpg',
    '/Notes/other.txt',
  ]) {
    await api.put(path);
  }
});

afterAll(() => emulator.close());

const namesOf = (result: Json) =>
  result.matches.map((match: Json) => match.metadata.metadata.name).sort();

describe('search_v2', () => {
  it('wraps metadata twice, and has no cursor on its last page', async () => {
    const result = await api.ok('files/search_v2', { query: 'OTHER' });
    expect(result).toEqual({
      matches: [
        {
          metadata: {
            '.tag': 'metadata',
            metadata: expect.objectContaining({ '.tag': 'file', name: 'other.txt' }),
          },
          match_type: { '.tag': 'filename' },
        },
      ],
      has_more: false,
    });
  });

  it('wants all words in the name', async () => {
    const result = await api.ok('files/search_v2', { query: 'report annual' });
    expect(namesOf(result)).toEqual(['Annual report 2025.pdf', 'Annual report 2026.pdf']);
  });

  it.each([
    ['a folder', { path: '/pictures' }, ['annual.jpg']],
    ['a folder that does not exist', { path: '/nowhere' }, []],
    ['endings', { file_extensions: ['.JPG'] }, ['annual.jpg']],
    ['kinds', { file_categories: ['pdf'] }, ['Annual report 2025.pdf', 'Annual report 2026.pdf']],
    ['the trash', { file_status: 'deleted' }, []],
    ['another author', { account_id: `dbid:${'x'.repeat(35)}` }, []],
  ])('keeps to %s', async (_, options, expected) => {
    const result = await api.ok('files/search_v2', { query: 'annual', options });
    expect(namesOf(result)).toEqual(expected);
  });

  it('finds folders, and what was deleted', async () => {
    const folders = { file_categories: ['folder'] };
    expect(namesOf(await api.ok('files/search_v2', { query: 'rep', options: folders }))).toEqual([
      'Reports',
    ]);
    await api.put('/thrown away.txt');
    await api.ok('files/delete_v2', { path: '/thrown away.txt' });
    const deleted = { file_status: 'deleted' };
    const found = await api.ok('files/search_v2', { query: 'thrown', options: deleted });
    expect(found.matches[0].metadata.metadata).toMatchObject({ '.tag': 'deleted' });
  });

  it('puts the last one that was changed first when asked to', async () => {
    const options = { order_by: 'last_modified_time', path: '/Reports' };
    const order = async () =>
      (await api.ok('files/search_v2', { query: 'annual', options })).matches.map(
        (match: Json) => match.metadata.metadata.name,
      );
    expect(await order()).toEqual(['Annual report 2026.pdf', 'Annual report 2025.pdf']);
    await api.put('/Reports/Annual report 2025.pdf', 'changed');
    expect(await order()).toEqual(['Annual report 2025.pdf', 'Annual report 2026.pdf']);
  });

  it('keeps to what one account wrote', async () => {
    const options = { account_id: emulator.account.id, filename_only: true };
    const result = await api.ok('files/search_v2', { query: 'other', options });
    expect(namesOf(result)).toEqual(['other.txt']);
  });

  it('goes on by cursor', async () => {
    const options = { max_results: 2 };
    const first = await api.ok('files/search_v2', { query: 'annual', options });
    expect([first.matches.length, first.has_more]).toEqual([2, true]);
    const second = await api.ok('files/search/continue_v2', { cursor: first.cursor });
    expect([second.matches.length, second.has_more, second.cursor]).toEqual([1, false, undefined]);
    const wrong = await api.rpc('files/search/continue_v2', { cursor: 'made up' });
    expect(wrong.status).toBe(400);
  });

  it('marks what it found', async () => {
    const result = await api.ok('files/search_v2', {
      query: 'other',
      match_field_options: { include_highlights: true },
    });
    expect(result.matches[0].highlight_spans).toEqual([
      { highlight_str: 'other', is_highlighted: true },
      { highlight_str: '.txt', is_highlighted: false },
    ]);
  });

  it('in its first form counts instead', async () => {
    const argument = { path: '', query: 'annual', max_results: 2 };
    const first = await api.ok('files/search', argument);
    expect([first.matches.length, first.more, first.start]).toEqual([2, true, 2]);
    expect(first.matches[0]).toMatchObject({
      match_type: { '.tag': 'filename' },
      metadata: { '.tag': 'file' },
    });
    const second = await api.ok('files/search', { ...argument, start: first.start });
    expect([second.matches.length, second.more]).toEqual([1, false]);
  });
});
