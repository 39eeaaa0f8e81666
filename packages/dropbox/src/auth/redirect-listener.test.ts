import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../../test/server/free-port.ts';
import { listenForRedirect } from './redirect-listener.ts';

async function freeAddress(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}/back`;
}

it('takes the code from a visit with the right state, and from no other', async () => {
  const address = await freeAddress();
  await using listener = await listenForRedirect(address, 'right');
  const code = listener.code();
  expect((await fetch(`${address}?code=bad&state=wrong`)).status).toBe(400);
  expect((await fetch(`${address}?code=bad`)).status).toBe(400);
  expect((await fetch(`${address}/elsewhere?code=bad&state=right`)).status).toBe(404);
  const answer = await fetch(`${address}?code=good&state=right`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('You can close this page');
  expect(await code).toBe('good');
});

it('says that the user declined, in the words of the service', async () => {
  const address = await freeAddress();
  await using listener = await listenForRedirect(address, 's');
  await fetch(`${address}?error=access_denied&error_description=The+user+chose+no&state=s`);
  await expect(listener.code()).rejects.toMatchObject({
    code: 'permission-denied',
    message: expect.stringContaining('The user chose no'),
  });
});

it('ends with the reason of its signal', async () => {
  await using listener = await listenForRedirect(await freeAddress(), 's');
  const controller = new AbortController();
  const code = expect(listener.code(controller.signal)).rejects.toBe('enough');
  controller.abort('enough');
  await code;
});

it('says that the port is taken', async () => {
  const address = await freeAddress();
  await using _listener = await listenForRedirect(address, 's');
  await expect(listenForRedirect(address, 's')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('EADDRINUSE'),
  });
});

async function connectTo(address: string): Promise<Socket> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

it('answers a visit to what is no address, and goes on', async () => {
  const address = await freeAddress();
  await using listener = await listenForRedirect(address, 's');
  const code = listener.code();
  const socket = await connectTo(address);
  socket.write('GET // HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
  socket.destroy();
  await fetch(`${address}?code=good&state=s`);
  expect(await code).toBe('good');
});

it('does not wait for connections that a browser keeps in store', async () => {
  const address = await freeAddress();
  const listener = await listenForRedirect(address, 's');
  const socket = await connectTo(address);
  await fetch(`${address}?code=good&state=s`);
  const closed = once(socket, 'close');
  await listener[Symbol.asyncDispose]();
  await closed;
});

it.each([
  'https://127.0.0.1:41553/dropbox',
  'http://example.com/dropbox',
  'mooring://signed-in',
])('listens for no redirect that cannot come here: %s', async (address) => {
  await expect(listenForRedirect(address, 's')).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining(address),
  });
});
