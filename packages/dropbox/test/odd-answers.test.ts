import { gzipSync } from 'node:zlib';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import { describe, expect, it } from 'vitest';
import { answerJson, type Script, startScriptedServer } from './server/scripted-server.ts';

/** Answers that a client has to get over: from a newer service, a careless proxy, or at the edge of what is allowed. */

const file = {
  '.tag': 'file',
  name: 'a.bin',
  path_lower: '/a.bin',
  path_display: '/a.bin',
  id: 'id:aaaaaaaaaaaaaaaaaaaaaa',
  rev: '0123456789abc',
  size: 1,
  client_modified: '2026-01-01T00:00:00Z',
  server_modified: '2026-01-01T00:00:00Z',
};

const folder = { '.tag': 'folder', name: 'F', path_lower: '/f', path_display: '/F', id: 'id:f' };

/** What an account may hold some day. */
const novelty = { '.tag': 'vault', name: 'x', path_lower: '/x', path_display: '/x' };

function deleted(name: string) {
  return { '.tag': 'deleted', name, path_lower: `/${name}`, path_display: `/${name}` };
}

async function serve(script: Script) {
  const server = await startScriptedServer(script);
  const provider = createDropboxProvider({ accessToken: 'token', baseUrl: server.url });
  return {
    server,
    provider,
    async [Symbol.asyncDispose]() {
      await provider.dispose?.();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** One page with these entries, and no more. */
function servePage(...entries: readonly unknown[]) {
  return serve((_, response) =>
    answerJson(response, 200, { entries, cursor: 'c', has_more: false }),
  );
}

const cursor = 'c' as Parameters<DropboxProvider['changes']['pull']>[0]['cursor'];

describe('an entry of an unknown kind', () => {
  it('is left out of listings', async () => {
    await using served = await servePage(folder, novelty);
    for (const recursive of [false, true]) {
      const { entries } = await served.provider.list({ path: '/', recursive });
      expect(entries.map(({ path }) => path)).toEqual(['/F']);
    }
  });

  it('is no removal in the change feed', async () => {
    await using served = await servePage(novelty, folder);
    const { changes } = await served.provider.changes.pull({ cursor });
    expect(changes).toMatchObject([{ kind: 'upsert', entry: { path: '/F' } }]);
  });

  it('is unsupported when asked for by its path', async () => {
    await using served = await serve((_, response) => answerJson(response, 200, novelty));
    await expect(served.provider.stat({ path: '/x' })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('vault'),
    });
  });
});

it('fields that are null count as left out', async () => {
  const nothing = {
    content_hash: null,
    symlink_info: null,
    sharing_info: null,
    export_info: null,
    path_display: null,
    is_downloadable: null,
  };
  await using served = await servePage({ ...file, ...nothing }, { ...folder, sharing_info: null });
  const { entries } = await served.provider.list({ path: '/' });
  expect(entries).toEqual([
    {
      kind: 'file',
      path: '/a.bin',
      name: 'a.bin',
      id: file.id,
      revision: file.rev,
      size: 1,
      modifiedAt: Date.UTC(2026, 0, 1),
      mtime: Date.UTC(2026, 0, 1),
    },
    { kind: 'folder', path: '/F', name: 'F', id: 'id:f' },
  ]);
});

describe('a page of a listing that changes while it is read', () => {
  it('names each entry once, as it is at the end of the page', async () => {
    const newer = { ...file, rev: 'fedcba9876543', size: 2 };
    await using served = await servePage(file, folder, newer, folder);
    for (const recursive of [false, true]) {
      const { entries } = await served.provider.list({ path: '/', recursive });
      expect(entries).toMatchObject([{ path: '/a.bin', size: 2 }, { path: '/F' }]);
    }
  });

  it('names nothing that is gone by its end, with all that was in it', async () => {
    const inner = { ...file, path_lower: '/f/a.bin', path_display: '/F/a.bin' };
    await using served = await servePage(folder, inner, file, deleted('f'), deleted('unknown'));
    for (const recursive of [false, true]) {
      const { entries } = await served.provider.list({ path: '/', recursive });
      expect(entries.map(({ path }) => path)).toEqual(['/a.bin']);
    }
  });

  it('names nothing inside of a file that took the place of a folder', async () => {
    const inner = { ...folder, path_lower: '/a.bin/f', path_display: '/a.bin/F' };
    const before = { ...folder, path_lower: '/a.bin', path_display: '/a.bin' };
    await using served = await servePage(before, inner, file);
    const { entries } = await served.provider.list({ path: '/', recursive: true });
    expect(entries).toMatchObject([{ kind: 'file', path: '/a.bin' }]);
  });
});

describe('a download', () => {
  it('without metadata is no answer, and its connection is ended', async () => {
    const ended = Promise.withResolvers<void>();
    await using served = await serve((_, response) => {
      response.on('close', ended.resolve);
      response.writeHead(200, { 'content-type': 'text/html' }).write('<html>Sign in to the Wi-Fi');
    });
    await expect(served.provider.read({ path: '/a' })).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
    });
    await ended.promise;
  });

  it('may have a path as long as paths get', async () => {
    const path = `/${Array.from({ length: 30 }, () => '漢'.repeat(250)).join('/')}` as const;
    const metadata = JSON.stringify({ ...file, path_lower: path, path_display: path });
    const inAscii = metadata.replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    await using served = await serve((_, response) => {
      response.writeHead(200, { 'dropbox-api-result': inAscii }).end('x');
    });
    const { entry, body } = await served.provider.read({ path: '/short' });
    expect(entry.path).toBe(path);
    expect(await new Response(body).text()).toBe('x');
  });

  it('that comes compressed, which nobody asked for, is refused', async () => {
    const bytes = gzipSync('x');
    await using served = await serve((_, response) => {
      response
        .writeHead(200, {
          'dropbox-api-result': JSON.stringify({ ...file, size: 1 }),
          'content-encoding': 'gzip',
        })
        .end(bytes);
    });
    await expect(served.provider.read({ path: '/a' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('gzip'),
    });
    expect(served.server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('of another part than was asked for is refused', async () => {
    await using served = await serve((_, response) => {
      response
        .writeHead(206, {
          'dropbox-api-result': JSON.stringify({ ...file, size: 100 }),
          'content-range': 'bytes 0-9/100',
        })
        .end('0123456789');
    });
    const { provider } = served;
    await expect(provider.read({ path: '/a', offset: 10, length: 10 })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

describe('a state that nobody knows', () => {
  it('of a job leaves open what it has done', async () => {
    await using served = await serve(({ path }, response) =>
      path.endsWith('/delete_batch')
        ? answerJson(response, 200, { '.tag': 'async_job_id', async_job_id: 'dbjid:1' })
        : answerJson(response, 200, { '.tag': 'paused' }),
    );
    const outcomes = await served.provider.batch.removeMany({
      requests: [{ path: '/a', recursive: true }],
    });
    expect(outcomes).toMatchObject([
      { status: 'failed', error: { code: 'internal', mayHaveApplied: true } },
    ]);
  });

  it('of the room in an account leaves open how much there is', async () => {
    const allocation = { '.tag': 'family', allocated: 7 };
    await using served = await serve((_, response) =>
      answerJson(response, 200, { used: 5, allocation }),
    );
    expect(await served.provider.quota({})).toEqual({ usedBytes: 5 });
  });
});

it('a pause between two long polls is kept, and a little more by chance', async () => {
  await using served = await serve((_, response) =>
    answerJson(response, 200, { changes: false, backoff: 60 }),
  );
  const { changed, retryAfterMs } = await served.provider.changes.wait({ cursor });
  expect(changed).toBe(false);
  expect(retryAfterMs).toBeGreaterThanOrEqual(60_000);
  expect(retryAfterMs).toBeLessThan(66_000);
  const again = await served.provider.changes.wait({ cursor });
  expect(again.retryAfterMs).not.toBe(retryAfterMs);
});
