import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { followChanges } from '@mooring/core';
import { createDropboxProvider, createWebhookReceiver } from '@mooring/dropbox';
import { startDropboxEmulator } from '@mooring/dropbox-emulator';
import { expect, it } from 'vitest';

it('a notification of the service ends the wait of a feed, with no long poll', async () => {
  await using emulator = await startDropboxEmulator();
  const { accessToken, id } = emulator.account;
  const connect = () => createDropboxProvider({ accessToken, baseUrl: emulator.url });
  const [provider, outsider] = [connect(), connect()];
  const receiver = createWebhookReceiver({ appSecret: emulator.app.secret });

  const server = createServer(async (incoming, outgoing) => {
    const body = incoming.method === 'POST' ? await buffer(incoming) : undefined;
    const request = new Request(`http://127.0.0.1${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    const answer = await receiver.handle(request);
    outgoing.writeHead(answer.status, [...answer.headers].flat()).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await emulator.registerWebhook(`http://127.0.0.1:${port}/hook`);

  const cursor = await provider.changes.latest({ path: '/' });
  const pages = followChanges({ changes: receiver.feedOf(id, provider.changes) }, { cursor });
  await pages.next();
  const next = pages.next();
  await outsider.createFolder({ path: '/new' });
  expect((await next).value.changes).toMatchObject([{ entry: { path: '/new' } }]);
  expect(emulator.requests.of('files/list_folder/longpoll').requests).toBe(0);

  await Promise.all([provider.dispose?.(), outsider.dispose?.()]);
  server.closeAllConnections();
  server.close();
});
