import { type FileEntry, ManualClock, readBytes, type StorageProvider } from '@mooring/core';
import { describe, expect, it } from 'vitest';
import { createMemoryStore, type MemoryStoreOptions } from './memory-store.ts';

function open(options: MemoryStoreOptions = {}) {
  const clock = new ManualClock();
  const store = createMemoryStore({ clock, ...options });
  return { clock, store, client: store.connect(), other: store.connect() };
}

function put(provider: StorageProvider, path: `/${string}`, text = 'text'): Promise<FileEntry> {
  return provider.write({ path, content: new Blob([text]), mode: 'overwrite' });
}

describe('faults', () => {
  it('hit calls in their order', async () => {
    const { client } = open();
    client.failNext({ kind: 'rate-limited', retryAfterMs: 1000 });
    client.failNext({ kind: 'dropped-before' });
    await expect(put(client, '/a')).rejects.toMatchObject({ code: 'rate-limited' });
    await expect(put(client, '/a')).rejects.toMatchObject({ code: 'unavailable' });
    await put(client, '/a');
  });

  it('wait for the operation that they are for', async () => {
    const { client } = open();
    client.failNext({ kind: 'dropped-after', operation: 'move' });
    await put(client, '/a');
    const move = client.move({ from: '/a', to: '/b' });
    await expect(move).rejects.toMatchObject({ mayHaveApplied: true });
    expect((await client.stat({ path: '/b' })).kind).toBe('file');
  });

  it('hit one client and not the other', async () => {
    const { client, other } = open();
    client.failNext({ kind: 'dropped-before' });
    await put(other, '/a');
    await expect(client.stat({ path: '/a' })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('of a lost request cannot be told from those of a lost answer', async () => {
    const { client } = open();
    client.failNext({ kind: 'dropped-before' });
    const before = await put(client, '/a').catch((error) => error);
    client.failNext({ kind: 'dropped-after' });
    const after = await put(client, '/a').catch((error) => error);
    expect(before.mayHaveApplied).toBe(after.mayHaveApplied);
  });

  it('that slow a call down go by the clock', async () => {
    const { client, clock } = open();
    await put(client, '/a');
    client.failNext({ kind: 'slow', delayMs: 5000 });
    let answered = false;
    const stat = client.stat({ path: '/a' }).then(() => {
      answered = true;
    });
    await clock.advance(4999);
    expect(answered).toBe(false);
    await clock.advance(1);
    await stat;
  });
});

describe('a client that is offline', () => {
  it('fails every call, and those that wait', async () => {
    const { client, other } = open();
    const cursor = await client.changes.latest({ path: '/' });
    const wait = client.changes.wait({ cursor });
    client.goOffline();
    await expect(wait).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await expect(client.stat({ path: '/' })).rejects.toMatchObject({ code: 'unavailable' });
    await put(other, '/a');
    client.goOnline();
    const page = await client.changes.pull({ cursor });
    expect(page.changes.length).toBe(1);
  });

  it('does not fail the others', async () => {
    const { client, other } = open();
    client.goOffline();
    await put(other, '/a');
  });
});

describe('time', () => {
  it('is that of the clock', async () => {
    const { client, clock } = open();
    const first = await put(client, '/a', 'one');
    expect(first.modifiedAt).toBe(clock.now());
    await clock.advance(60_000);
    expect((await put(client, '/a', 'two')).modifiedAt).toBe(first.modifiedAt + 60_000);
  });

  it('ends a wait, and leaves no timer behind', async () => {
    const { client, clock } = open();
    const cursor = await client.changes.latest({ path: '/' });
    const wait = client.changes.wait({ cursor, timeoutMs: 30_000 });
    await clock.advance(30_000);
    expect(await wait).toEqual({ changed: false });
    expect(clock.timerCount).toBe(0);
  });

  it('is not needed by a wait that a change ends', async () => {
    const { client, other, clock } = open();
    const cursor = await client.changes.latest({ path: '/' });
    const wait = client.changes.wait({ cursor });
    await put(other, '/a');
    expect(await wait).toEqual({ changed: true });
    expect(clock.timerCount).toBe(0);
  });

  it('expires upload sessions', async () => {
    const { client, clock } = open({ sessionLifetimeMs: 1000 });
    const session = await client.uploads.start({ path: '/a' });
    await clock.advance(999);
    await client.uploads.append({ session, chunk: new Uint8Array(3) });
    await clock.advance(1);
    const append = client.uploads.append({ session, chunk: new Uint8Array(3) });
    await expect(append).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('of a writer is kept in steps', async () => {
    const { client } = open({ mtimeStepMs: 2000 });
    const content = new Uint8Array();
    const entry = await client.write({ path: '/a', content, mode: 'create', mtime: 12_345 });
    expect(entry.mtime).toBe(12_000);
  });
});

it('a change wakes only those whose folder it is in', async () => {
  const { client, other, clock } = open();
  await put(other, '/inside/a');
  const cursor = await client.changes.latest({ path: '/inside' });
  const wait = client.changes.wait({ cursor, timeoutMs: 1000 });
  await put(other, '/outside/a');
  await clock.advance(1000);
  expect(await wait).toEqual({ changed: false });
});

it('a cursor that expires ends the wait for it', async () => {
  const { client, store } = open();
  const cursor = await client.changes.latest({ path: '/' });
  const wait = client.changes.wait({ cursor });
  store.expireCursors();
  await expect(wait).rejects.toMatchObject({ code: 'cursor-expired' });
});

it('the feed of a folder that is removed with its parent says so', async () => {
  const { client, other } = open();
  await put(other, '/a/b/c');
  const cursor = await client.changes.latest({ path: '/a/b' });
  await other.remove({ path: '/a', recursive: true });
  const { changes } = await client.changes.pull({ cursor });
  expect(changes).toEqual([{ kind: 'remove', path: '/a/b' }]);
});

it('sessions can be made to expire', async () => {
  const { client, store } = open();
  const session = await client.uploads.start({ path: '/a' });
  store.expireSessions();
  const finish = client.uploads.finish({ session, path: '/a', mode: 'create' });
  await expect(finish).rejects.toMatchObject({ code: 'session-expired' });
});

describe('a full account', () => {
  it('takes no more, and says so before anything is stored', async () => {
    const { client } = open({ totalBytes: 10 });
    await put(client, '/a', '12345678');
    await expect(put(client, '/folder/b', '123')).rejects.toMatchObject({ code: 'quota-exceeded' });
    await expect(client.copy({ from: '/a', to: '/c' })).rejects.toMatchObject({
      code: 'quota-exceeded',
    });
    expect((await client.list({ path: '/' })).entries.length).toBe(1);
    expect(await client.quota({})).toEqual({ usedBytes: 8, totalBytes: 10 });
  });

  it('has room again for what is smaller, and when something goes', async () => {
    const { client } = open({ totalBytes: 10 });
    await put(client, '/a', '1234567890');
    await put(client, '/a', '12345');
    await put(client, '/b', '12345');
    await client.remove({ path: '/a' });
    await put(client, '/c', '54321');
    expect((await client.quota({})).usedBytes).toBe(10);
  });
});

it('a restored file has its id back, unless it lives elsewhere', async () => {
  const { client } = open();
  const { id, revision } = await put(client, '/a');
  await client.remove({ path: '/a' });
  expect((await client.revisions.restore({ path: '/a', revision })).id).toBe(id);
  await client.move({ from: '/a', to: '/moved' });
  expect((await client.revisions.restore({ path: '/a', revision })).id).not.toBe(id);
});

it('an old revision of a file that was moved is read under its new name', async () => {
  const { client } = open();
  const { revision } = await put(client, '/a', 'old');
  await client.move({ from: '/a', to: '/b' });
  const bytes = await readBytes(client, { path: '/b', revision });
  expect(new TextDecoder().decode(bytes)).toBe('old');
});

it('the same calls on the same clock give the same answers', async () => {
  const run = async () => {
    const { client, clock } = open();
    await put(client, '/a/b', 'one');
    await clock.advance(1000);
    await put(client, '/a/b', 'two');
    await client.copy({ from: '/a', to: '/c' });
    const cursor = await client.changes.latest({ path: '/' });
    return [await client.list({ path: '/', recursive: true }), cursor];
  };
  expect(await run()).toEqual(await run());
});

it('a client that is disposed of waits for nothing', async () => {
  const { client, clock } = open();
  const cursor = await client.changes.latest({ path: '/' });
  const wait = client.changes.wait({ cursor });
  const ended = expect(wait).rejects.toMatchObject({ code: 'unavailable' });
  await client.dispose?.();
  await ended;
  expect(clock.timerCount).toBe(0);
});
