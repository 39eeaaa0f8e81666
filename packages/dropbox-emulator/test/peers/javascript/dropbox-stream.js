// dropbox-stream, which starts its sessions without an argument.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { step } from './step.js';

const { createDropboxDownloadStream, createDropboxUploadStream } = createRequire(import.meta.url)(
  'dropbox-stream',
);
const token = process.env.DROPBOX_ACCESS_TOKEN;

for (const [name, chunkSize] of [
  ['in one request', 10_000_000],
  ['by a session', 2_000_000],
]) {
  const upload = createDropboxUploadStream({ token, path: `/Stream/${name}`, chunkSize });
  const metadata = once(upload, 'metadata');
  createReadStream('five-megabytes').pipe(upload).resume();
  step(`upload ${name}`, (await metadata)[0].size);
  const download = createDropboxDownloadStream({ token, path: `/Stream/${name}` });
  step(`download ${name}`, (await buffer(download)).length);
}
