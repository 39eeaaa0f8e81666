import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../src/index.ts';
import { ApiClient } from './raw/api-client.ts';

interface Notification {
  readonly body: string;
  readonly signature: string | string[] | undefined;
}

let emulator: DropboxEmulator;
let receiver: Server;
let uri: string;
let notifications: Notification[];
/** Resolved with each notification. */
let notified: PromiseWithResolvers<Notification>;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  emulator = await startDropboxEmulator();
  notifications = [];
  notified = Promise.withResolvers();
  answer = (request, response) => {
    const challenge = new URL(request.url ?? '', 'http://localhost').searchParams.get('challenge');
    const headers = { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' };
    response.writeHead(200, headers).end(challenge ?? '');
  };
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      answer(request, response);
      if (request.method !== 'POST') return;
      const notification = { body, signature: request.headers['x-dropbox-signature'] };
      notifications.push(notification);
      notified.resolve(notification);
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  uri = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});

afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await emulator.close();
});

it('tells whose account changed, signed with the secret of the app', async () => {
  await emulator.registerWebhook(uri);
  const api = new ApiClient(emulator);
  await api.put('/a.txt');
  await api.put('/b.txt');
  const { body, signature } = await notified.promise;
  expect(JSON.parse(body)).toEqual({
    list_folder: { accounts: [emulator.account.id] },
    delta: { users: [1] },
  });
  const expected = createHmac('sha256', emulator.app.secret).update(body).digest('hex');
  expect(signature).toBe(expected);
});

it('tells nothing of accounts that the app has no hold of', async () => {
  await emulator.registerWebhook(uri);
  const app = emulator.createApp();
  const { id } = emulator.createAccount();
  const { accessToken } = emulator.issueTokens({ app: app.key, account: id });
  // Tokens of the first app came with the account, so another one is needed that has none.
  const stranger = new ApiClient(emulator, { token: accessToken });
  await stranger.put('/unseen.txt');
  const told = JSON.parse((await notified.promise).body).list_folder.accounts;
  expect(told).toEqual([id]);
});

it('tries again when the webhook fails', async () => {
  await emulator.registerWebhook(uri);
  const right = answer;
  answer = (_, response) => response.writeHead(500).end();
  await new ApiClient(emulator).put('/a.txt');
  await notified.promise;
  answer = right;
  notified = Promise.withResolvers();
  const again = notified.promise;
  // The retry is set once the failure has been seen, so time passes until it comes.
  while (notifications.length < 2) {
    emulator.clock.advance(1000);
    await new Promise(setImmediate);
  }
  expect((await again).body).toBe(notifications[0]?.body);
});

it.each([
  [
    'does not echo the challenge',
    { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' },
    'else',
  ],
  [
    'echoes it as HTML',
    { 'Content-Type': 'text/html', 'X-Content-Type-Options': 'nosniff' },
    undefined,
  ],
  ['lets browsers guess its type', { 'Content-Type': 'text/plain' }, undefined],
])('is not registered when it %s', async (_, headers, body) => {
  answer = ({ url }, response) => {
    const challenge = new URL(url ?? '', 'http://localhost').searchParams.get('challenge');
    response.writeHead(200, headers).end(body ?? challenge);
  };
  await expect(emulator.registerWebhook(uri)).rejects.toThrow(uri);
  expect(emulator.listApps()[0]?.webhookUris).toEqual([]);
});

it('is not registered anywhere but on this machine', async () => {
  await expect(emulator.registerWebhook('https://example.com/hook')).rejects.toThrow(
    'not an address of this machine',
  );
});
