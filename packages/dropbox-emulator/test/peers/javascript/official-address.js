// Dropbox's own SDK of today with the address of the emulator instead of a proxy.
import { Dropbox } from 'dropbox';
import { step } from './step.js';

const client = new Dropbox({
  accessToken: process.env.DROPBOX_ACCESS_TOKEN,
  domain: new URL(process.env.DROPBOX_EMULATOR_URL).host,
  domainDelimiter: '',
});
const upload = await client.filesUpload({ path: '/By address.txt', contents: 'content' });
step('upload', upload.result.size);
const { result } = await client.filesListFolderGetLatestCursor({ path: '' });
const poll = client.filesListFolderLongpoll({ cursor: result.cursor });
await client.filesCreateFolderV2({ path: '/While polling' });
step('longpoll', (await poll).result.changes);
