import { setImmediate as turn } from 'node:timers/promises';
import { createDropboxProvider, type DropboxProvider, signIn } from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emulatedSignIn } from './auth/emulated-sign-in.ts';
import { memoryTokenStore } from './auth/memory-token-store.ts';

let emulator: DropboxEmulator;
let provider: DropboxProvider;

beforeAll(async () => {
  emulator = await startDropboxEmulator({ behaviour: { jobDuration: 5 } });
  const { app, url: baseUrl } = emulator;
  const store = memoryTokenStore(emulatedSignIn(emulator));
  const { tokens } = await signIn({ app, store, baseUrl });
  provider = createDropboxProvider({ accessToken: tokens, baseUrl });
});

afterAll(async () => {
  await provider.dispose?.();
  await emulator.close();
});

const content = new TextEncoder().encode('content');

/** A folder that nothing was done in yet, with two files in it. */
let rounds = 0;

async function prepare() {
  const folder = `/round ${rounds++}` as const;
  const requests = [`${folder}/one`, `${folder}/two`].map(
    (path) => ({ path: path as `/${string}`, content, mode: 'create' }) as const,
  );
  await provider.batch.writeMany({ requests });
  const { entry } = await provider.read({ path: `${folder}/one`, length: 0 });
  return { folder, revision: entry.revision };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

type Call = (prepared: Prepared, signal: AbortSignal) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  stat: ({ folder }, signal) => provider.stat({ path: `${folder}/one`, signal }),
  list: ({ folder }, signal) => provider.list({ path: folder, recursive: true, signal }),
  read: async ({ folder }, signal) => {
    const { body } = await provider.read({ path: `${folder}/one`, signal });
    return new Response(body).bytes();
  },
  'read of a revision elsewhere': async ({ folder, revision }, signal) => {
    const { body } = await provider.read({ path: `${folder}/one`, revision, offset: 2, signal });
    return new Response(body).bytes();
  },
  write: ({ folder }, signal) =>
    provider.write({ path: `${folder}/new`, content, mode: 'create', signal }),
  'write of a blob': ({ folder }, signal) =>
    provider.write({ path: `${folder}/new`, content: new Blob([content]), mode: 'create', signal }),
  createFolder: ({ folder }, signal) => provider.createFolder({ path: `${folder}/new`, signal }),
  remove: ({ folder }, signal) => provider.remove({ path: `${folder}/one`, signal }),
  move: ({ folder }, signal) =>
    provider.move({ from: `${folder}/one`, to: `${folder}/new`, signal }),
  'change of case': ({ folder }, signal) =>
    provider.move({ from: `${folder}/one`, to: `${folder}/ONE`, signal }),
  copy: ({ folder }, signal) =>
    provider.copy({ from: `${folder}/one`, to: `${folder}/new`, signal }),
  upload: async ({ folder }, signal) => {
    const path = `${folder}/new` as const;
    const started = await provider.uploads.start({ path, signal });
    const append = { session: started, chunk: content, close: true, signal };
    const session = await provider.uploads.append(append);
    return provider.uploads.finish({ session, path, mode: 'create', signal });
  },
  writeMany: ({ folder }, signal) =>
    provider.batch.writeMany({
      requests: ['a', 'b'].map((name) => ({
        path: `${folder}/${name}` as const,
        content,
        mode: 'create' as const,
      })),
      signal,
    }),
  removeMany: ({ folder }, signal) =>
    provider.batch.removeMany({
      requests: [{ path: `${folder}/one` }, { path: `${folder}/two` }],
      signal,
    }),
  moveMany: async ({ folder }, signal) =>
    provider.batch.moveMany?.({
      requests: [{ from: `${folder}/one`, to: `${folder}/moved` }],
      signal,
    }),
  latest: ({ folder }, signal) => provider.changes.latest({ path: folder, signal }),
  revisions: ({ folder }, signal) => provider.revisions.list({ path: `${folder}/one`, signal }),
  restore: ({ folder, revision }, signal) =>
    provider.revisions.restore({ path: `${folder}/one`, revision, signal }),
  quota: (_, signal) => provider.quota({ signal }),
  temporaryLink: ({ folder }, signal) =>
    provider.extras.temporaryLink({ path: `${folder}/one`, signal }),
  'quota with a token that has ended': (_, signal) => {
    emulator.expireTokens();
    return provider.quota({ signal });
  },
};

it.each(Object.entries(calls))(
  '%s can be aborted at any moment, and nothing stays behind',
  async (_, call) => {
    let ended = false;
    // Later and later, until the call is faster.
    for (let turns = 0; !ended; turns = Math.ceil(turns * 1.3) + 1) {
      const prepared = await prepare();
      const controller = new AbortController();
      const reason = { aborted: 'after', turns };
      const outcome = call(prepared, controller.signal).then(
        () => {
          ended = true;
        },
        (error: unknown) => error,
      );
      for (let turned = 0; turned < turns && !ended; turned++) await turn();
      controller.abort(reason);
      const error = await outcome;
      if (!ended) expect(error).toBe(reason);
      // Whoever comes next finds its way free.
      await provider.createFolder({ path: `${prepared.folder}/next` });
    }
  },
  60_000,
);
