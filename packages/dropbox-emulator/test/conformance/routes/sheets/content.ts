import sharp from 'sharp';
import { expect } from 'vitest';
import type { Json } from '../../../raw/raw-client.ts';
import {
  file,
  folder,
  hash,
  pathNotFound,
  taggedFile,
  text,
  timestamp,
} from '../metadata-shapes.ts';
import type { RouteBench, RouteSheets } from '../route-sheet.ts';

const nothingThere = {
  ask: () => ({ argument: { path: '/nowhere.png' } }),
  error: pathNotFound,
  summary: 'path/not_found/',
};

const photo: Json = {
  media_info: {
    '.tag': 'metadata',
    metadata: { '.tag': 'photo', dimensions: { height: 8, width: 16 } },
  },
};

async function putImage({ api }: RouteBench, path: string): Promise<void> {
  const image = sharp({ create: { width: 16, height: 8, channels: 3, background: 'teal' } });
  await api.put(path, await image.png().toBuffer());
}

const paper = (path: string): Json => {
  const { content_hash: _, ...fields } = file(path);
  return {
    ...fields,
    is_downloadable: false,
    export_info: { export_as: 'html', export_options: ['html', 'markdown'] },
  };
};

const jpeg = { type: 'image/jpeg', start: '\ufffd\ufffd\ufffd' };

/** Routes that give what is in files. */
export const contentSheets: RouteSheets = {
  'files/download': {
    async ask({ api }) {
      await api.put('/downloaded.txt', 'content');
      return { argument: { path: '/downloaded.txt' } };
    },
    result: file('/downloaded.txt', { size: 7 }),
    content: { type: 'application/octet-stream', start: 'content' },
    refused: nothingThere,
  },
  'files/download_zip': {
    async ask({ api }) {
      await api.put('/zipped/a.txt');
      return { argument: { path: '/zipped' } };
    },
    result: { metadata: folder('/zipped') },
    content: { type: 'application/zip', start: 'PK' },
    refused: nothingThere,
  },
  'files/export': {
    async ask({ api }) {
      const argument = { path: '/exported.paper', import_format: 'markdown' };
      await api.upload('files/paper/create', argument, '# Title');
      return { argument: { path: '/exported.paper' } };
    },
    result: {
      export_metadata: {
        name: 'exported.html',
        size: expect.any(Number),
        export_hash: hash,
        paper_revision: 1,
      },
      file_metadata: paper('/exported.paper'),
    },
    content: { type: 'application/octet-stream', start: '<!DOCTYPE html>' },
    refused: {
      async ask({ api }) {
        await api.put('/ordinary.txt');
        return { argument: { path: '/ordinary.txt' } };
      },
      error: { '.tag': 'non_exportable' },
      summary: 'non_exportable/',
    },
  },
  'files/get_preview': {
    async ask({ api }) {
      await api.put('/preview.csv', 'a,b');
      return { argument: { path: '/preview.csv' } };
    },
    result: file('/preview.csv'),
    content: { type: 'text/html', start: '<!DOCTYPE html>' },
    refused: nothingThere,
  },
  'files/get_thumbnail': {
    async ask(bench) {
      await putImage(bench, '/thumbnail.png');
      return { argument: { path: '/thumbnail.png' } };
    },
    result: file('/thumbnail.png', photo),
    content: jpeg,
    refused: nothingThere,
  },
  'files/get_thumbnail_v2': {
    async ask(bench) {
      await putImage(bench, '/thumbnail 2.png');
      return { argument: { resource: { '.tag': 'path', path: '/thumbnail 2.png' } } };
    },
    result: { file_metadata: file('/thumbnail 2.png', photo) },
    content: jpeg,
    refused: {
      ask: () => ({ argument: { resource: { '.tag': 'path', path: '/nowhere.png' } } }),
      error: pathNotFound,
      summary: 'path/not_found/',
    },
  },
  'files/get_thumbnail_batch': {
    async ask(bench) {
      await putImage(bench, '/thumbnail batch.png');
      return { argument: { entries: [{ path: '/thumbnail batch.png' }, { path: '/none.png' }] } };
    },
    result: {
      entries: [
        { '.tag': 'success', metadata: file('/thumbnail batch.png', photo), thumbnail: text },
        { '.tag': 'failure', failure: pathNotFound },
      ],
    },
    refused: {
      ask: () => ({ argument: { entries: Array.from({ length: 26 }, () => ({ path: '/x' })) } }),
      error: { '.tag': 'too_many_files' },
      summary: 'too_many_files/',
    },
  },
  'files/get_temporary_link': {
    async ask({ api }) {
      await api.put('/linked for hours.txt');
      return { argument: { path: '/linked for hours.txt' } };
    },
    result: { metadata: file('/linked for hours.txt'), link: text },
    refused: nothingThere,
  },
  'files/get_file_lock_batch': {
    async ask({ api }) {
      await api.put('/unlocked.txt');
      return { argument: { entries: [{ path: '/unlocked.txt' }, { path: '/none.txt' }] } };
    },
    result: {
      entries: [
        {
          '.tag': 'success',
          metadata: taggedFile('/unlocked.txt'),
          lock: { content: { '.tag': 'unlocked' } },
        },
        {
          '.tag': 'failure',
          failure: { '.tag': 'path_lookup', path_lookup: { '.tag': 'not_found' } },
        },
      ],
    },
  },
  'files/lock_file_batch': {
    async ask({ api }) {
      await api.put('/locked.txt');
      return { argument: { entries: [{ path: '/locked.txt' }] } };
    },
    result: {
      entries: [
        {
          '.tag': 'success',
          metadata: taggedFile('/locked.txt', {
            file_lock_info: {
              is_lockholder: true,
              lockholder_name: text,
              lockholder_account_id: text,
              created: timestamp,
            },
          }),
          lock: {
            content: { '.tag': 'single_user', created: timestamp, lock_holder_account_id: text },
          },
        },
      ],
    },
  },
  'files/unlock_file_batch': {
    async ask({ api }) {
      await api.put('/set free.txt');
      const entries = [{ path: '/set free.txt' }];
      await api.ok('files/lock_file_batch', { entries });
      return { argument: { entries } };
    },
    result: {
      entries: [
        {
          '.tag': 'success',
          metadata: taggedFile('/set free.txt'),
          lock: { content: { '.tag': 'unlocked' } },
        },
      ],
    },
  },
};
