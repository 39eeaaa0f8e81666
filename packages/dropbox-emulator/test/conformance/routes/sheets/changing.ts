import type { Json } from '../../../raw/raw-client.ts';
import {
  conflict,
  file,
  folder,
  launched,
  notFound,
  taggedFile,
  taggedFolder,
} from '../metadata-shapes.ts';
import type { RouteBench, RouteSheet, RouteSheets } from '../route-sheet.ts';

const fromNowhere = {
  ask: () => ({ argument: { from_path: '/nowhere', to_path: '/x' } }),
  error: { '.tag': 'from_lookup', from_lookup: notFound },
  summary: 'from_lookup/not_found/',
};

const nothingToDelete = {
  ask: () => ({ argument: { path: '/nowhere' } }),
  error: { '.tag': 'path_lookup', path_lookup: notFound },
  summary: 'path_lookup/not_found/',
};

const folderInTheWay = {
  async ask({ api }: RouteBench) {
    await api.put('/there/x');
    return { argument: { path: '/there' } };
  },
  error: { '.tag': 'path', path: conflict('folder') },
  summary: 'path/conflict/folder/',
};

async function relocation({ api }: RouteBench, name: string) {
  await api.put(`/${name}/from.txt`);
  return { from_path: `/${name}/from.txt`, to_path: `/${name}/to.txt` };
}

function relocating(name: string, result: (path: string) => Json): RouteSheet {
  return {
    ask: async (bench) => ({ argument: await relocation(bench, name) }),
    result: result(`/${name}/to.txt`),
    refused: fromNowhere,
  };
}

function relocatingMany(name: string): RouteSheet {
  return {
    ask: async (bench) => ({ argument: { entries: [await relocation(bench, name)] } }),
    result: launched,
  };
}

/** The end of a job that a launch route has started. */
function checking(
  launch: string,
  entries: (bench: RouteBench) => Json | Promise<Json>,
  result: Json,
): RouteSheet {
  return {
    async ask(bench) {
      const { async_job_id } = await bench.api.ok(launch, await entries(bench));
      return { argument: { async_job_id } };
    },
    result,
    refused: {
      ask: () => ({ argument: { async_job_id: 'dbjid:none' } }),
      error: { '.tag': 'invalid_async_job_id' },
      summary: 'invalid_async_job_id/',
    },
  };
}

const manyOf = (name: string) => async (bench: RouteBench) => ({
  entries: [await relocation(bench, name), { from_path: '/nowhere', to_path: '/x' }],
});

const oneOf = (name: string) => async (bench: RouteBench) => ({
  entries: [await relocation(bench, name)],
});

const outcomesOf = (name: string): Json => ({
  '.tag': 'complete',
  entries: [
    { '.tag': 'success', success: taggedFile(`/${name}/to.txt`) },
    {
      '.tag': 'failure',
      failure: { '.tag': 'relocation_error', relocation_error: fromNowhere.error },
    },
  ],
});

const wholeOutcomeOf = (name: string): Json => ({
  '.tag': 'complete',
  entries: [{ metadata: taggedFile(`/${name}/to.txt`) }],
});

/** Routes that change the tree. */
export const changingSheets: RouteSheets = {
  'files/create_folder_v2': {
    ask: () => ({ argument: { path: '/made' } }),
    result: { metadata: folder('/made') },
    refused: folderInTheWay,
  },
  'files/create_folder': {
    ask: () => ({ argument: { path: '/made before' } }),
    result: folder('/made before'),
    refused: folderInTheWay,
  },
  'files/create_folder_batch': {
    ask: () => ({ argument: { paths: ['/made of many', '/a//b'] } }),
    result: {
      '.tag': 'complete',
      entries: [
        { '.tag': 'success', metadata: folder('/made of many') },
        { '.tag': 'failure', failure: { '.tag': 'path', path: { '.tag': 'malformed_path' } } },
      ],
    },
  },
  'files/create_folder_batch/check': checking(
    'files/create_folder_batch',
    () => ({ paths: ['/made by job'], force_async: true }),
    { '.tag': 'complete', entries: [{ '.tag': 'success', metadata: folder('/made by job') }] },
  ),
  'files/delete_v2': {
    async ask({ api }) {
      await api.put('/deleted/x');
      return { argument: { path: '/deleted' } };
    },
    result: { metadata: taggedFolder('/deleted') },
    refused: nothingToDelete,
  },
  'files/delete': {
    async ask({ api }) {
      await api.put('/deleted before.txt');
      return { argument: { path: '/deleted before.txt' } };
    },
    result: taggedFile('/deleted before.txt'),
    refused: nothingToDelete,
  },
  'files/delete_batch': {
    ask: () => ({ argument: { entries: [{ path: '/nowhere' }] } }),
    result: launched,
  },
  'files/delete_batch/check': checking(
    'files/delete_batch',
    async ({ api }) => {
      await api.put('/deleted of many.txt');
      return { entries: [{ path: '/deleted of many.txt' }, { path: '/nowhere' }] };
    },
    {
      '.tag': 'complete',
      entries: [
        { '.tag': 'success', metadata: taggedFile('/deleted of many.txt') },
        { '.tag': 'failure', failure: nothingToDelete.error },
      ],
    },
  ),
  'files/permanently_delete': {
    async ask({ business }) {
      await business.put('/for good.txt');
      return { as: business, argument: { path: '/for good.txt' } };
    },
    result: null,
    refused: {
      ...nothingToDelete,
      ask: ({ business }) => ({ as: business, argument: { path: '/nowhere' } }),
    },
  },
  'files/move_v2': relocating('moved', (path) => ({ metadata: taggedFile(path) })),
  'files/move': relocating('moved before', (path) => taggedFile(path)),
  'files/move_batch_v2': relocatingMany('moved of many'),
  'files/move_batch/check_v2': checking(
    'files/move_batch_v2',
    manyOf('moved by job'),
    outcomesOf('moved by job'),
  ),
  'files/move_batch': relocatingMany('moved of many before'),
  'files/move_batch/check': checking(
    'files/move_batch',
    oneOf('moved by job before'),
    wholeOutcomeOf('moved by job before'),
  ),
  'files/copy_v2': relocating('copied', (path) => ({ metadata: taggedFile(path) })),
  'files/copy': relocating('copied before', (path) => taggedFile(path)),
  'files/copy_batch_v2': relocatingMany('copied of many'),
  'files/copy_batch/check_v2': checking(
    'files/copy_batch_v2',
    manyOf('copied by job'),
    outcomesOf('copied by job'),
  ),
  'files/copy_batch': relocatingMany('copied of many before'),
  'files/copy_batch/check': checking(
    'files/copy_batch',
    oneOf('copied by job before'),
    wholeOutcomeOf('copied by job before'),
  ),
  'files/restore': {
    async ask({ api }) {
      const { rev } = await api.put('/restored.txt');
      await api.ok('files/delete_v2', { path: '/restored.txt' });
      return { argument: { path: '/restored.txt', rev } };
    },
    result: file('/restored.txt'),
    refused: {
      ask: () => ({ argument: { path: '/nowhere', rev: '0123456789abc' } }),
      error: { '.tag': 'invalid_revision' },
      summary: 'invalid_revision/',
    },
  },
};
