import { startDropboxEmulator } from '@mooring/dropbox-emulator';
import { expect, it } from 'vitest';
import { startScriptedServer } from '../../test/server/scripted-server.ts';
import { createHttpTransport } from './http-transport.ts';

const upload = 'https://content.dropboxapi.com/2/files/upload';

it('waits for a slow line for as long as it takes some bytes', async () => {
  await using emulator = await startDropboxEmulator({
    conditions: { connectionBandwidth: { up: 4 * 1024 * 1024 } },
  });
  const transport = createHttpTransport({ baseUrl: emulator.url, answerTimeoutMs: 1000 });
  const answer = await transport.fetch(upload, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${emulator.account.accessToken}`,
      'content-type': 'application/octet-stream',
      'dropbox-api-arg': '{"path":"/slow"}',
    },
    // Takes three seconds.
    body: new Uint8Array(12 * 1024 * 1024),
  });
  expect(answer.status).toBe(200);
  await transport.close();
}, 20_000);

it('gives up on a service that takes everything and answers nothing', async () => {
  await using server = await startScriptedServer(() => undefined);
  const transport = createHttpTransport({ baseUrl: server.url, answerTimeoutMs: 200 });
  await expect(transport.fetch(upload, { method: 'POST', body: 'x' })).rejects.toMatchObject({
    code: 'UND_ERR_HEADERS_TIMEOUT',
  });
  await transport.close();
});
