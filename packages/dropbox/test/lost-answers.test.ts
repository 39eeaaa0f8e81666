import { type Entry, type Outcome, readBytes, type UploadSession } from '@mooring/core';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import { type DropboxEmulator, type Fault, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let emulator: DropboxEmulator;
let provider: DropboxProvider;

function connect(): DropboxProvider {
  const { accessToken } = emulator.account;
  return createDropboxProvider({ accessToken, baseUrl: emulator.url });
}

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  provider = connect();
});

afterAll(async () => {
  await provider.dispose?.();
  await emulator.close();
});

beforeEach(async () => {
  emulator.faults.clear();
  for (const { path } of (await provider.list({ path: '/' })).entries) {
    await provider.remove({ path, recursive: true });
  }
});

const content = new TextEncoder().encode('mine');
const theirs = new TextEncoder().encode('theirs');

function put(path: `/${string}`, bytes: Uint8Array = theirs) {
  return provider.write({ path, content: bytes, mode: 'create' });
}

async function tree(): Promise<readonly string[]> {
  const { entries } = await provider.list({ path: '/', recursive: true });
  return entries.map(({ path }) => path).sort();
}

async function closedSession(device: DropboxProvider): Promise<UploadSession> {
  const session = await device.uploads.start({ path: '/new' });
  return device.uploads.append({ session, chunk: content, close: true });
}

/** The one value of a batch of one round. */
async function values<Value>(
  outcomes: Promise<readonly Outcome<Value>[]>,
): Promise<readonly Value[]> {
  return (await outcomes).map((outcome) => {
    if (outcome.status === 'failed') throw outcome.error;
    return outcome.value;
  });
}

interface Change {
  readonly change: string;
  /** The request whose answer gets lost. */
  readonly route: string;
  readonly prepare?: () => Promise<unknown>;
  readonly run: (prepared: unknown) => Promise<unknown>;
  readonly leaves: readonly string[];
}

const twice = ['/one', '/two'] as const;

const changes: readonly Change[] = [
  {
    change: 'a write that creates',
    route: 'files/upload',
    run: () => put('/new', content),
    leaves: ['/new'],
  },
  {
    change: 'a write on a revision',
    route: 'files/upload',
    prepare: () => put('/new'),
    run: (entry) =>
      provider.write({
        path: '/new',
        content,
        mode: { ifRevision: (entry as Entry & { kind: 'file' }).revision },
      }),
    leaves: ['/new'],
  },
  {
    change: 'a finish',
    route: 'files/upload_session/finish',
    prepare: () => closedSession(provider),
    run: (session) =>
      provider.uploads.finish({ session: session as UploadSession, path: '/new', mode: 'create' }),
    leaves: ['/new'],
  },
  {
    change: 'a new folder',
    route: 'files/create_folder_v2',
    run: () => provider.createFolder({ path: '/new' }),
    leaves: ['/new'],
  },
  {
    change: 'a removal',
    route: 'files/delete_v2',
    prepare: () => put('/old'),
    run: () => provider.remove({ path: '/old' }),
    leaves: [],
  },
  {
    change: 'a move',
    route: 'files/move_v2',
    prepare: () => put('/old'),
    run: () => provider.move({ from: '/old', to: '/new' }),
    leaves: ['/new'],
  },
  {
    change: 'a move that changes case only',
    route: 'files/move_v2',
    prepare: () => put('/name'),
    run: () => provider.move({ from: '/name', to: '/NAME' }),
    leaves: ['/NAME'],
  },
  {
    change: 'a copy',
    route: 'files/copy_v2',
    prepare: () => put('/old'),
    run: () => provider.copy({ from: '/old', to: '/new' }),
    leaves: ['/new', '/old'],
  },
  {
    change: 'a copy of a folder',
    route: 'files/copy_v2',
    prepare: () => put('/old/inner/file'),
    run: () => provider.copy({ from: '/old', to: '/new' }),
    leaves: ['/new', '/new/inner', '/new/inner/file', '/old', '/old/inner', '/old/inner/file'],
  },
  {
    change: 'a restoration',
    route: 'files/restore',
    prepare: async () => {
      const entry = await put('/new', content);
      await provider.write({ path: '/new', content: theirs, mode: 'overwrite' });
      return entry;
    },
    run: async (entry) => {
      const { revision } = entry as Entry & { kind: 'file' };
      const before = (await provider.revisions.list({ path: '/new' })).revisions.length;
      const restored = await provider.revisions.restore({ path: '/new', revision });
      expect(await provider.stat({ path: '/new' })).toEqual(restored);
      expect(await readBytes(provider, { path: '/new' })).toEqual(content);
      const { revisions } = await provider.revisions.list({ path: '/new' });
      expect(revisions.length).toBe(before + 1);
    },
    leaves: ['/new'],
  },
  ...['start_batch', 'append_batch', 'finish_batch_v2'].map((step) => ({
    change: `many writes, at ${step}`,
    route: `files/upload_session/${step}`,
    run: () =>
      values(
        provider.batch.writeMany({
          requests: twice.map((path) => ({ path, content, mode: 'create' as const })),
        }),
      ),
    leaves: twice,
  })),
  {
    change: 'many removals',
    route: 'files/delete_batch',
    prepare: () => Promise.all(twice.map((path) => put(path))),
    run: () => values(provider.batch.removeMany({ requests: twice.map((path) => ({ path })) })),
    leaves: [],
  },
  {
    change: 'a look at a job',
    route: 'files/delete_batch/check',
    prepare: () => Promise.all(twice.map((path) => put(path))),
    run: () => values(provider.batch.removeMany({ requests: twice.map((path) => ({ path })) })),
    leaves: [],
  },
  {
    change: 'many moves',
    route: 'files/move_batch_v2',
    prepare: () => Promise.all(twice.map((path) => put(path))),
    run: () =>
      values(
        provider.batch.moveMany?.({
          requests: twice.map((from) => ({ from, to: `/moved${from}` as const })),
        }) ?? Promise.resolve([]),
      ),
    leaves: ['/moved', '/moved/one', '/moved/two'],
  },
  {
    change: 'many copies',
    route: 'files/copy_batch_v2',
    prepare: () => Promise.all(twice.map((path) => put(path))),
    run: () =>
      values(
        provider.batch.copyMany?.({
          requests: twice.map((from) => ({ from, to: `/copied${from}` as const })),
        }) ?? Promise.resolve([]),
      ),
    leaves: ['/copied', '/copied/one', '/copied/two', ...twice],
  },
  {
    change: 'many folders',
    route: 'files/create_folder_batch',
    run: () =>
      values(
        provider.batch.createFolders?.({ requests: twice.map((path) => ({ path })) }) ??
          Promise.resolve([]),
      ),
    leaves: twice,
  },
];

const faults: readonly (readonly [string, Fault])[] = [
  ['whose answer gets lost', { kind: 'lost-response' }],
  ['that never arrives', { kind: 'reset' }],
  ['that the service stumbles over', { kind: 'status', status: 503 }],
];

describe.each(faults)('a change %s is made, once:', (_, fault) => {
  it.each(changes)('$change', async ({ route, prepare, run, leaves }) => {
    const prepared = await prepare?.();
    emulator.faults.add({ route, fault });
    await run(prepared);
    expect(emulator.faults.pending).toEqual([]);
    expect(await tree()).toEqual(leaves);
  });

  it('and gives the entry that is there', async () => {
    emulator.faults.add({ route: 'files/upload', fault });
    const path = `/without a past, ${fault.kind}` as const;
    const entry = await put(path, content);
    expect(await provider.stat({ path })).toEqual(entry);
    const { revisions } = await provider.revisions.list({ path });
    expect(revisions.length).toBe(1);
  });
});

describe('a change whose answer gets lost is no success', () => {
  it('when the file at the path is another', async () => {
    await put('/new');
    emulator.faults.add({ route: 'files/upload', fault: { kind: 'lost-response' } });
    await expect(put('/new', content)).rejects.toMatchObject({ code: 'already-exists' });
    expect(await readBytes(provider, { path: '/new' })).toEqual(theirs);
  });

  it('when the revision is stale', async () => {
    const { revision } = await put('/new');
    await provider.write({ path: '/new', content: theirs.slice(1), mode: 'overwrite' });
    emulator.faults.add({ route: 'files/upload', fault: { kind: 'lost-response' } });
    const write = provider.write({ path: '/new', content, mode: { ifRevision: revision } });
    await expect(write).rejects.toMatchObject({ code: 'conflict' });
    expect(await readBytes(provider, { path: '/new' })).toEqual(theirs.slice(1));
  });

  it('when a session of unknown content meets a file of its size', async () => {
    await put('/new', content.toReversed());
    const session = await closedSession(provider);
    const other = connect();
    const { state: _, ...unknown } = session;
    emulator.faults.add({ route: 'files/upload_session/finish', fault: { kind: 'reset' } });
    const finish = other.uploads.finish({ session: unknown, path: '/new', mode: 'create' });
    await expect(finish).rejects.toMatchObject({ code: 'already-exists' });
    await other.dispose?.();
  });

  it('when the folder at the end of a copy is another', async () => {
    await put('/old/file', content);
    await put('/new/file');
    emulator.faults.add({ route: 'files/copy_v2', fault: { kind: 'lost-response' } });
    const copy = provider.copy({ from: '/old', to: '/new' });
    await expect(copy).rejects.toMatchObject({ code: 'already-exists' });
  });

  it('when the document at the end of a copy is another', async () => {
    await emulator.seed([
      { kind: 'document', path: '/mine.paper', content: 'mine', format: 'markdown' },
      { kind: 'document', path: '/theirs.paper', content: 'theirs', format: 'markdown' },
    ]);
    const lost = { kind: 'lost-response' } as const;
    emulator.faults.add({ route: 'files/copy_v2', fault: lost, count: 2 });
    const request = { from: '/mine.paper', to: '/copy.paper' } as const;
    expect(await provider.copy(request)).toMatchObject({ path: '/copy.paper' });
    emulator.clock.advance(5000);
    await emulator.seed([
      { kind: 'document', path: '/later.paper', content: 'later', format: 'markdown' },
    ]);
    const copy = provider.copy({ from: '/mine.paper', to: '/later.paper' });
    await expect(copy).rejects.toMatchObject({ code: 'already-exists' });
  });

  it('when a session of unknown content was committed, and no answer says so', async () => {
    const started = await provider.uploads.start({ path: '/new' });
    const first = { session: started, chunk: content.subarray(0, 1) };
    const half = await provider.uploads.append(first);
    const second = { session: half, chunk: content.subarray(1), close: true };
    const session = await provider.uploads.append(second);
    expect(session.state).toBeUndefined();
    const lost = { kind: 'lost-response' } as const;
    emulator.faults.add({ route: 'files/upload_session/finish', fault: lost, count: 3 });
    const finish = provider.uploads.finish({ session, path: '/new', mode: 'create' });
    await expect(finish).rejects.toMatchObject({ code: 'unavailable', mayHaveApplied: true });
    expect(await readBytes(provider, { path: '/new' })).toEqual(content);
  });

  it('when nobody can be asked', async () => {
    emulator.faults.add({ route: '*', fault: { kind: 'reset' }, count: 1000 });
    await expect(put('/new', content)).rejects.toMatchObject({
      code: 'unavailable',
      mayHaveApplied: true,
    });
  });
});

describe('another process', () => {
  it('goes on with a session where the first one stopped', async () => {
    const bytes = Uint8Array.from({ length: 9 }, (_, index) => index);
    const started = await provider.uploads.start({ path: '/new' });
    const stored = JSON.stringify(
      await provider.uploads.append({ session: started, chunk: bytes.subarray(0, 4) }),
    );
    const other = connect();
    const session = await other.uploads.append({
      session: JSON.parse(stored) as UploadSession,
      chunk: bytes.subarray(4),
      close: true,
    });
    await other.uploads.finish({ session, path: '/new', mode: 'create' });
    expect(await readBytes(provider, { path: '/new' })).toEqual(bytes);
    await other.dispose?.();
  });

  it('takes up a chunk of which a part had arrived', async () => {
    const session = await provider.uploads.start({ path: '/new' });
    await provider.uploads.append({ session, chunk: content.subarray(0, 3) });
    const other = connect();
    const whole = await other.uploads.append({ session, chunk: content, close: true });
    expect(whole.offset).toBe(content.byteLength);
    await other.uploads.finish({ session: whole, path: '/new', mode: 'create' });
    expect(await readBytes(provider, { path: '/new' })).toEqual(content);
    await other.dispose?.();
  });

  it('knows the commit again that the first one died over', async () => {
    const session = await closedSession(provider);
    const entry = await provider.uploads.finish({ session, path: '/new', mode: 'create' });
    const other = connect();
    const again = await other.uploads.finish({ session, path: '/new', mode: 'create' });
    expect(again).toEqual(entry);
    await other.dispose?.();
  });

  it('does not take another file for that commit', async () => {
    const session = await closedSession(provider);
    await provider.uploads.finish({ session, path: '/new', mode: 'create' });
    await provider.write({ path: '/new', content: content.toReversed(), mode: 'overwrite' });
    const other = connect();
    const finish = other.uploads.finish({ session, path: '/new', mode: 'create' });
    await expect(finish).rejects.toMatchObject({ code: 'session-expired' });
    await other.dispose?.();
  });
});
