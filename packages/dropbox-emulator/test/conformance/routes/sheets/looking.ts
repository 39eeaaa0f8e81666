import { expect } from 'vitest';
import { file, notFound, pathNotFound, taggedFile, text } from '../metadata-shapes.ts';
import type { RouteSheets } from '../route-sheet.ts';

const nowhere = { ask: () => ({ argument: { path: '/nowhere' } }) } as const;
const nothingThere = { ...nowhere, error: pathNotFound, summary: 'path/not_found/' };

/** Routes that tell what is there. */
export const lookingSheets: RouteSheets = {
  'files/get_metadata': {
    async ask({ api }) {
      await api.put('/look/metadata.txt');
      return { argument: { path: '/look/metadata.txt' } };
    },
    result: taggedFile('/look/metadata.txt'),
    refused: nothingThere,
  },
  'files/list_folder': {
    async ask({ api }) {
      await api.put('/list/a.txt');
      return { argument: { path: '/list' } };
    },
    result: { entries: [taggedFile('/list/a.txt')], cursor: text, has_more: false },
    refused: nothingThere,
  },
  'files/list_folder/continue': {
    async ask({ api }) {
      await api.put('/continue/a.txt');
      const { cursor } = await api.ok('files/list_folder', { path: '/continue' });
      await api.put('/continue/b.txt');
      return { argument: { cursor } };
    },
    result: { entries: [taggedFile('/continue/b.txt')], cursor: text, has_more: false },
    refused: {
      async ask({ api }) {
        await api.put('/continue gone/a.txt');
        const { cursor } = await api.ok('files/list_folder', { path: '/continue gone' });
        await api.ok('files/delete_v2', { path: '/continue gone' });
        return { argument: { cursor } };
      },
      error: pathNotFound,
      summary: 'path/not_found/',
    },
  },
  'files/list_folder/get_latest_cursor': {
    ask: () => ({ argument: { path: '', recursive: true } }),
    result: { cursor: text },
    refused: nothingThere,
  },
  'files/list_folder/longpoll': {
    async ask({ api }) {
      const { cursor } = await api.ok('files/list_folder/get_latest_cursor', { path: '' });
      await api.put('/polled.txt');
      return { argument: { cursor } };
    },
    result: { changes: true },
    refused: {
      async ask({ emulator, api }) {
        const { cursor } = await api.ok('files/list_folder', { path: '' });
        emulator.resetCursors();
        return { argument: { cursor } };
      },
      error: { '.tag': 'reset' },
      summary: 'reset/',
    },
  },
  'files/list_revisions': {
    async ask({ api }) {
      await api.put('/revisions.txt');
      return { argument: { path: '/revisions.txt' } };
    },
    result: { is_deleted: false, entries: [file('/revisions.txt')], has_more: false },
    refused: nothingThere,
  },
  'files/search_v2': {
    async ask({ api }) {
      await api.put('/search/needle.txt');
      return { argument: { query: 'needle', options: { path: '/search' } } };
    },
    result: {
      matches: [
        {
          metadata: { '.tag': 'metadata', metadata: taggedFile('/search/needle.txt') },
          match_type: { '.tag': 'filename' },
        },
      ],
      has_more: false,
    },
    refused: {
      ask: () => ({ argument: { query: 'x', options: { path: '/a//b' } } }),
      error: { '.tag': 'path', path: { '.tag': 'malformed_path' } },
      summary: 'path/malformed_path/',
    },
  },
  'files/search/continue_v2': {
    async ask({ api }) {
      for (const name of ['one', 'two']) await api.put(`/pages/pin ${name}.txt`);
      const options = { path: '/pages', max_results: 1 };
      const { cursor } = await api.ok('files/search_v2', { query: 'pin', options });
      return { argument: { cursor } };
    },
    result: { matches: [expect.objectContaining({})], has_more: false },
  },
  'files/search': {
    async ask({ api }) {
      await api.put('/search v1/nail.txt');
      return { argument: { path: '/search v1', query: 'nail' } };
    },
    result: {
      matches: [
        { match_type: { '.tag': 'filename' }, metadata: taggedFile('/search v1/nail.txt') },
      ],
      more: false,
      start: 1,
    },
    refused: {
      ask: () => ({ argument: { path: '/a//b', query: 'x' } }),
      error: { '.tag': 'path', path: { '.tag': 'malformed_path' } },
      summary: 'path/malformed_path/',
    },
  },
  'files/tags/add': {
    async ask({ api }) {
      await api.put('/tag added.txt');
      return { argument: { path: '/tag added.txt', tag_text: 'new' } };
    },
    result: null,
    refused: {
      ask: () => ({ argument: { path: '/nowhere', tag_text: 'x' } }),
      error: pathNotFound,
      summary: 'path/not_found/',
    },
  },
  'files/tags/remove': {
    async ask({ api }) {
      await api.put('/tag removed.txt');
      const argument = { path: '/tag removed.txt', tag_text: 'old' };
      await api.ok('files/tags/add', argument);
      return { argument };
    },
    result: null,
    refused: {
      async ask({ api }) {
        await api.put('/untagged.txt');
        return { argument: { path: '/untagged.txt', tag_text: 'none' } };
      },
      error: { '.tag': 'tag_not_present' },
      summary: 'tag_not_present/',
    },
  },
  'files/tags/get': {
    async ask({ api }) {
      await api.put('/tag told.txt');
      await api.ok('files/tags/add', { path: '/tag told.txt', tag_text: 'Told' });
      return { argument: { paths: ['/tag told.txt'] } };
    },
    result: {
      paths_to_tags: [
        { path: '/tag told.txt', tags: [{ '.tag': 'user_generated_tag', tag_text: 'told' }] },
      ],
    },
    refused: {
      ask: () => ({ argument: { paths: ['/nowhere'] } }),
      error: { '.tag': 'path', path: notFound },
      summary: 'path/not_found/',
    },
  },
};
