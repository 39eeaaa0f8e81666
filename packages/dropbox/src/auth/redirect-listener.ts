import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { StorageError } from '@mooring/core';
import { unlessAborted } from '../client/unless-aborted.ts';

export interface RedirectListener extends AsyncDisposable {
  /**
   * Resolves with the code that the browser brings.
   *
   * @throws StorageError `permission-denied` when the user declined
   */
  code(signal?: AbortSignal): Promise<string>;
}

/** What to listen on for each host that a redirect address may name. */
const loopbackHosts: Readonly<Record<string, string>> = {
  '127.0.0.1': '127.0.0.1',
  localhost: '127.0.0.1',
  '[::1]': '::1',
};

/**
 * Listens on this machine, and on nothing else, for the browser to come back from the sign-in page. Only a visit
 * with the right state counts: any web page can send a browser here.
 *
 * @param address where the browser will come to, such as `http://127.0.0.1:41553/dropbox`
 * @throws StorageError `invalid-request` when the address is of another machine; `unavailable` when the port is taken
 */
export async function listenForRedirect(address: string, state: string): Promise<RedirectListener> {
  const expected = new URL(address);
  const host = expected.protocol === 'http:' ? loopbackHosts[expected.hostname] : undefined;
  if (host === undefined) throw notHere(address);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // Somebody may decline before anybody waits for the code.
  promise.catch(() => undefined);
  let answered: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    answered = once(response, 'close');
    const visited = URL.parse(request.url ?? '/', address);
    if (visited?.pathname !== expected.pathname) return answer(response, 404, 'Nothing is here.');
    const { searchParams } = visited;
    if (!isSame(searchParams.get('state'), state)) {
      return answer(response, 400, 'This is not the sign-in that was asked for.');
    }
    const code = searchParams.get('code');
    if (code === null) {
      reject(declined(searchParams));
      return answer(response, 200, 'The sign-in was declined. You can close this page.');
    }
    resolve(code);
    return answer(response, 200, 'Signed in. You can close this page.');
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) => failed(portTaken(expected, error)));
    server.listen(Number(expected.port || 80), host, listening);
  });
  return {
    code: (signal) => unlessAborted(promise, signal),
    async [Symbol.asyncDispose]() {
      // The last answer goes out first. Browsers hold connections in store that they may never use.
      await answered;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function answer(response: ServerResponse, status: number, line: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' })
    .end(`<!doctype html><title>Mooring</title><p>${line}</p>`);
}

function isSame(given: string | null, expected: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function declined(parameters: URLSearchParams): StorageError {
  const reason =
    parameters.get('error_description') ?? parameters.get('error') ?? 'no reason given';
  return new StorageError('permission-denied', `the Dropbox sign-in was declined: ${reason}`, {
    details: { provider: 'dropbox' },
  });
}

function notHere(address: string): StorageError {
  return new StorageError(
    'invalid-request',
    `the redirect address ${address} does not lead to this machine; use one such as http://127.0.0.1:41553/dropbox, or the sign-in with a code`,
    { details: { provider: 'dropbox' } },
  );
}

function portTaken({ host }: URL, cause: Error): StorageError {
  return new StorageError(
    'unavailable',
    `cannot listen on ${host} for the browser to come back (${cause.message}); use the sign-in with a code`,
    { retryable: false, details: { provider: 'dropbox' }, cause },
  );
}
