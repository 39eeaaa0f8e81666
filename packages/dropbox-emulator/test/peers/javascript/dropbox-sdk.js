// The main calls of old versions of Dropbox's own SDK for JavaScript, which many programs still have.
import { createRequire } from 'node:module';
import nodeFetch from 'node-fetch';
import { refused, step } from './step.js';

const version = process.argv[2];
const { Dropbox } = createRequire(import.meta.url)(`dropbox-${version}`);
const client = new Dropbox({
  accessToken: process.env.DROPBOX_ACCESS_TOKEN,
  fetch: nodeFetch,
});
/** Answers came bare before version 6. */
const resultOf = async (answer) => {
  const settled = await answer;
  return settled.result ?? settled;
};

step('account', (await resultOf(client.usersGetCurrentAccount())).account_id);
step('space', (await resultOf(client.usersGetSpaceUsage())).allocation['.tag']);
const upload = client.filesUpload({ path: '/Old/Ünï "cödé".txt', contents: 'content' });
step('upload', (await resultOf(upload)).size);
const downloaded = await resultOf(client.filesDownload({ path: '/old/ünï "cödé".TXT' }));
step('download', [downloaded.name, String(downloaded.fileBinary)]);
const { cursor } = await resultOf(client.filesListFolderGetLatestCursor({ path: '' }));
const poll = client.filesListFolderLongpoll({ cursor });

const { session_id } = await resultOf(
  client.filesUploadSessionStart({ close: false, contents: Buffer.alloc(1000) }),
);
await client.filesUploadSessionAppendV2({
  cursor: { session_id, offset: 1000 },
  close: true,
  contents: Buffer.alloc(10),
});
const commit = { path: '/session.bin', mode: { '.tag': 'add' }, autorename: true };
const launched = await resultOf(
  client.filesUploadSessionFinishBatch({
    entries: [{ cursor: { session_id, offset: 1010 }, commit }],
  }),
);
let job = launched;
while (job['.tag'] !== 'complete') {
  job = await resultOf(
    client.filesUploadSessionFinishBatchCheck({ async_job_id: launched.async_job_id }),
  );
}
step('batch', [job.entries[0]['.tag'], job.entries[0].size]);
step('longpoll', (await resultOf(poll)).changes);

step('old create', (await resultOf(client.filesCreateFolder({ path: '/A' }))).name);
step('old copy', (await resultOf(client.filesCopy({ from_path: '/A', to_path: '/B' }))).name);
step('old move', (await resultOf(client.filesMove({ from_path: '/B', to_path: '/C' }))).name);
step('old delete', (await resultOf(client.filesDelete({ path: '/C' }))).name);
const found = await resultOf(client.filesSearch({ path: '', query: 'session' }));
step('old search', found.matches[0].metadata.name);
const entries = await resultOf(client.filesListFolder({ path: '', recursive: true }));
step('list', entries.entries.map((entry) => entry.path_display).sort());
const conflict = await refused(() => client.filesCreateFolderV2({ path: '/A' }));
const body = typeof conflict.error === 'string' ? JSON.parse(conflict.error) : conflict.error;
step('conflict', [conflict.status, body.error.path.conflict['.tag']]);
const thumbnails = await resultOf(
  client.filesGetThumbnailBatch({ entries: [{ path: '/session.bin' }] }),
);
step('no image', thumbnails.entries[0].failure['.tag']);
