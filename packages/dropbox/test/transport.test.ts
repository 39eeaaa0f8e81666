import { gzipSync } from 'node:zlib';
import { createDropboxProvider } from '@mooring/dropbox';
import { expect, it } from 'vitest';
import { answerJson, startScriptedServer } from './server/scripted-server.ts';

const folder = { '.tag': 'folder', name: 'a', path_display: '/a', path_lower: '/a', id: 'id:a' };

it('reads compressed answers', async () => {
  await using server = await startScriptedServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end(gzipSync(JSON.stringify(folder)));
  });
  const provider = createDropboxProvider({ accessToken: 'token', baseUrl: server.url });
  expect(await provider.stat({ path: '/a' })).toMatchObject({ kind: 'folder', name: 'a' });
  expect(server.requests[0]?.headers['accept-encoding']).toBe('gzip');
  await provider.dispose?.();
});

it('never shows the token in an error, even where the service quotes it', async () => {
  await using server = await startScriptedServer((request, response) => {
    response.writeHead(400).end(`Invalid value "${request.headers.authorization}".`);
  });
  const provider = createDropboxProvider({ accessToken: 'sl.secret', baseUrl: server.url });
  const error = await provider.stat({ path: '/a' }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'invalid-request' });
  expect(String(error)).toContain('[token]');
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('sl.secret');
  await provider.dispose?.();
});

it('sends no request once its signal is aborted', async () => {
  await using server = await startScriptedServer((_, response) =>
    answerJson(response, 200, folder),
  );
  const provider = createDropboxProvider({ accessToken: 'token', baseUrl: server.url });
  const reason = new Error('stop');
  const signal = AbortSignal.abort(reason);
  await expect(provider.stat({ path: '/a', signal })).rejects.toBe(reason);
  expect(server.requests).toEqual([]);
  await provider.dispose?.();
});

it('says that the service cannot be reached', async () => {
  const server = await startScriptedServer(() => undefined);
  await server[Symbol.asyncDispose]();
  const provider = createDropboxProvider({ accessToken: 'token', baseUrl: server.url });
  await expect(provider.createFolder({ path: '/a' })).rejects.toMatchObject({
    code: 'unavailable',
    retryable: true,
    mayHaveApplied: false,
  });
  await provider.dispose?.();
});

it('keeps connections', async () => {
  const ports = new Set<number | undefined>();
  await using server = await startScriptedServer((_, response) => {
    ports.add(response.socket?.remotePort);
    answerJson(response, 200, folder);
  });
  const provider = createDropboxProvider({ accessToken: 'token', baseUrl: server.url });
  for (let call = 0; call < 10; call++) await provider.stat({ path: '/a' });
  // A connection comes free a moment after its answer, so the second call may open another.
  expect(ports.size).toBeLessThanOrEqual(2);
  await provider.dispose?.();
});
