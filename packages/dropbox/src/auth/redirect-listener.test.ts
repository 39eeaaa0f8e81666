import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { listenForRedirect } from './redirect-listener.ts';

/** A port that was free a moment ago. */
async function freeAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/back`;
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
