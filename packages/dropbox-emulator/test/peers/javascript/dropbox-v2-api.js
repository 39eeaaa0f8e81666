// dropbox-v2-api, which goes through `request`.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { step } from './step.js';

const { authenticate } = createRequire(import.meta.url)('dropbox-v2-api');
const env = process.env;

/** Its functions take callbacks. */
const settle = (start) =>
  new Promise((resolve, reject) => {
    start((error, result) => (error ? reject(new Error(JSON.stringify(error))) : resolve(result)));
  });

const signIn = authenticate({
  client_id: env.DROPBOX_APP_KEY,
  client_secret: env.DROPBOX_APP_SECRET,
  redirect_uri: 'http://localhost/back',
  token_access_type: 'offline',
});
const refreshed = await settle((done) => signIn.refreshToken(env.DROPBOX_REFRESH_TOKEN, done));
step('refresh', refreshed.token_type);

const dropbox = authenticate({ token: refreshed.access_token });
const call = (resource, parameters, readStream) =>
  settle((done) => dropbox({ resource, parameters, readStream }, done));

step('account', (await call('users/get_current_account')).account_id);
const stream = Readable.from([Buffer.from('hello '), Buffer.from('there')]);
step('upload', (await call('files/upload', { path: '/v2/ä.txt' }, stream)).size);
const file = createReadStream('five-megabytes');
const { session_id } = await call('files/upload_session/start', { close: false }, file);
const finished = await call(
  'files/upload_session/finish',
  { cursor: { session_id, offset: 5_000_000 }, commit: { path: '/v2/session', mode: 'add' } },
  Readable.from([Buffer.from('end')]),
);
step('session', finished.size);
const download = dropbox(
  { resource: 'files/download', parameters: { path: '/v2/ä.txt' } },
  () => {},
);
step('download', await text(download));
step('list', (await call('files/list_folder', { path: '/v2' })).entries.length);
step('delete', (await call('files/delete', { path: '/v2/session' }))['.tag']);
