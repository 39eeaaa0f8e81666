import { readBytes } from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';
import { describe, expect, it } from 'vitest';
import { type Script, startScriptedServer } from './server/scripted-server.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

const metadata = {
  name: 'a.bin',
  path_lower: '/a.bin',
  path_display: '/a.bin',
  id: 'id:aaaaaaaaaaaaaaaaaaaaaa',
  rev: '0123456789abc',
  size: content.length,
  client_modified: '2026-01-01T00:00:00Z',
  server_modified: '2026-01-01T00:00:00Z',
  is_downloadable: true,
};

interface Part {
  /** How many bytes are sent before the connection breaks; all of them unless told. */
  readonly breakAfter?: number;
  /** Bytes sent behind those that were asked for. */
  readonly surplus?: number;
  /** The transfer is declared to be this much shorter, so that it ends without an error. */
  readonly missing?: number;
}

/** Answers downloads, each with what is listed for it; the last of the list for all further ones. */
function serveParts(...parts: readonly Part[]): Script {
  let served = 0;
  return (request, response) => {
    const {
      breakAfter,
      surplus = 0,
      missing = 0,
    } = parts[Math.min(served++, parts.length - 1)] ?? {};
    const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = range?.[2] ? Math.min(Number(range[2]) + 1, content.length) : content.length;
    const body = Buffer.concat([content.subarray(start, end - missing), Buffer.alloc(surplus, 7)]);
    response.writeHead(range === null ? 200 : 206, {
      'content-length': body.length,
      'content-range': `bytes ${start}-${end - 1}/${content.length}`,
      'dropbox-api-result': JSON.stringify(metadata),
    });
    if (breakAfter === undefined) response.end(body);
    else response.write(body.subarray(0, breakAfter), () => response.destroy());
  };
}

async function serve(script: Script) {
  const server = await startScriptedServer(script);
  const provider = createDropboxProvider({ accessToken: 'token', baseUrl: server.url });
  const asked = () =>
    server.requests.map(({ headers }) => [
      JSON.parse(String(headers['dropbox-api-arg'])).path,
      headers.range,
    ]);
  return {
    server,
    provider,
    asked,
    async [Symbol.asyncDispose]() {
      await provider.dispose?.();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('a download', () => {
  it('goes on where the connection broke, and stays at the revision', async () => {
    await using served = await serve(
      serveParts({ breakAfter: 100_000 }, { breakAfter: 50_000 }, {}),
    );
    const bytes = await readBytes(served.provider, { path: '/a.bin' });
    expect(Buffer.compare(bytes, content)).toBe(0);
    const [first, second, third] = served.asked();
    expect(first).toEqual(['/a.bin', undefined]);
    expect(second).toEqual(['rev:0123456789abc', 'bytes=100000-299999']);
    expect(third).toEqual(['rev:0123456789abc', 'bytes=150000-299999']);
  });

  it('goes on where the service ended it early without an error', async () => {
    await using served = await serve(serveParts({ missing: 1000 }, {}));
    const bytes = await readBytes(served.provider, { path: '/a.bin', offset: 10, length: 5000 });
    expect(Buffer.compare(bytes, content.subarray(10, 5010))).toBe(0);
    expect(served.asked()[1]).toEqual(['rev:0123456789abc', 'bytes=4010-5009']);
  });

  it('drops bytes that nobody asked for', async () => {
    await using served = await serve(serveParts({ surplus: 4000 }));
    const bytes = await readBytes(served.provider, { path: '/a.bin', offset: 5, length: 100 });
    expect(Buffer.compare(bytes, content.subarray(5, 105))).toBe(0);
  });

  it('fails in the end when nothing more arrives', async () => {
    await using served = await serve(serveParts({ breakAfter: 1000 }, { breakAfter: 0 }));
    const reading = readBytes(served.provider, { path: '/a.bin' });
    await expect(reading).rejects.toMatchObject({ name: 'StorageError', code: 'unavailable' });
  });

  it('ends the transfer when its reader has had enough', async () => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    await using served = await serve((_, response) => {
      response.writeHead(200, { 'dropbox-api-result': JSON.stringify({ ...metadata, size: 1e9 }) });
      response.on('close', closed);
      response.write(content);
    });
    const { body } = await served.provider.read({ path: '/a.bin' });
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    await gone;
  });

  it('ends with the reason of its signal', async () => {
    await using served = await serve((_, response) => {
      response.writeHead(200, { 'dropbox-api-result': JSON.stringify({ ...metadata, size: 1e9 }) });
      response.write(content);
    });
    const controller = new AbortController();
    const { signal } = controller;
    const { body } = await served.provider.read({ path: '/a.bin', signal });
    const reason = new Error('closed the file');
    const reading = (async () => {
      for await (const chunk of body) if (chunk.byteLength > 0) controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
  });
});
