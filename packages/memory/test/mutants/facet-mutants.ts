import {
  type BatchOperations,
  type ChangeFeed,
  type Layered,
  override,
  type ResumableUploads,
  type RevisionHistory,
  type StorageLayer,
  type StorageProvider,
  sleep,
  type UploadSession,
} from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** Mistakes in capabilities: the feed, uploads, batches, the history. */
export const facetMutants: readonly Mutant[] = [
  {
    mistake: 'the feed loses a change',
    caughtBy: 'changes',
    layer: feed(({ pull }) => ({
      pull: async (request) => {
        const page = await pull(request);
        return { ...page, changes: page.changes.filter((_, index) => index !== 1) };
      },
    })),
  },
  {
    mistake: 'the feed tells the newest change first',
    caughtBy: 'changes',
    layer: feed(({ pull }) => ({
      pull: async (request) => {
        const page = await pull(request);
        return { ...page, changes: page.changes.toReversed() };
      },
    })),
  },
  {
    mistake: 'the cursor of the feed stands still',
    caughtBy: 'changes',
    layer: feed(({ pull }) => ({
      pull: async (request) => ({ ...(await pull(request)), cursor: request.cursor }),
    })),
  },
  {
    mistake: 'the feed says nothing of removals',
    caughtBy: 'changes',
    layer: feed(({ pull }) => ({
      pull: async (request) => {
        const page = await pull(request);
        return { ...page, changes: page.changes.filter(({ kind }) => kind === 'upsert') };
      },
    })),
  },
  {
    mistake: 'the feed of a folder tells of the whole store',
    caughtBy: 'changes',
    layer: feed(({ latest }) => ({ latest: (request) => latest({ ...request, path: '/' }) })),
  },
  {
    mistake: 'an expired cursor gives an empty page',
    caughtBy: 'changes',
    layer: feed(({ pull }) => ({
      pull: (request) =>
        pull(request).catch(() => ({ changes: [], cursor: request.cursor, more: false })),
    })),
  },
  {
    mistake: 'a wait sleeps through changes',
    caughtBy: 'waiting',
    layer: feed(() => ({
      wait: async ({ timeoutMs = 30_000, signal }) => {
        await sleep(timeoutMs, signal);
        return { changed: false };
      },
    })),
  },
  {
    mistake: 'a wait goes on for ever',
    caughtBy: 'waiting',
    layer: feed(({ wait }) => ({ wait: (request) => wait({ ...request, timeoutMs: 3_600_000 }) })),
  },
  {
    mistake: 'a chunk that is sent again is added again',
    caughtBy: 'uploads',
    layer: uploading(({ append, finish }) => {
      const ends = new Map<string, number>();
      const at = (session: UploadSession) => ({
        ...session,
        offset: ends.get(session.id) ?? session.offset,
      });
      return {
        append: async (request) => {
          const session = await append({ ...request, session: at(request.session), close: false });
          ends.set(session.id, session.offset);
          return session;
        },
        finish: (request) => finish({ ...request, session: at(request.session) }),
      };
    }),
  },
  {
    mistake: 'a finished upload replaces what is there',
    caughtBy: 'uploads',
    layer: uploading(({ finish }) => ({
      finish: (request) => finish({ ...request, mode: 'overwrite' }),
    })),
  },
  {
    mistake: 'a finished upload does not look at its size',
    caughtBy: 'uploads',
    layer: uploading(({ append, finish }) => {
      const sessions = new Map<string, UploadSession>();
      return {
        append: async (request) => {
          const session = await append(request);
          sessions.set(session.id, session);
          return session;
        },
        finish: (request) =>
          finish({ ...request, session: sessions.get(request.session.id) ?? request.session }),
      };
    }),
  },
  {
    mistake: 'a session lives in the process that began it',
    caughtBy: 'uploads',
    layer: uploading(({ start, append }) => {
      const own = new Set<string>();
      return {
        start: async (request) => {
          const session = await start(request);
          own.add(session.id);
          return session;
        },
        append: (request) => {
          const { session } = request;
          return append(
            own.has(session.id) ? request : { ...request, session: { ...session, id: '' } },
          );
        },
      };
    }),
  },
  {
    mistake: 'one failure in a batch fails them all',
    caughtBy: 'batch',
    layer: batching(({ writeMany }) => ({
      writeMany: async (request) => {
        const outcomes = await writeMany(request);
        for (const outcome of outcomes) if (outcome.status === 'failed') throw outcome.error;
        return outcomes;
      },
    })),
  },
  {
    mistake: 'the outcomes of a batch come in the order of their success',
    caughtBy: 'batch',
    layer: batching(({ removeMany }) => ({
      removeMany: async (request) => {
        const outcomes = await removeMany(request);
        return outcomes.toSorted((a, b) => a.status.localeCompare(b.status));
      },
    })),
  },
  {
    mistake: 'a batch that is too large is cut',
    caughtBy: 'batch',
    layer: batching(({ removeMany, limits }) => ({
      removeMany: (request) =>
        removeMany({ ...request, requests: request.requests.slice(0, limits.maxEntries) }),
    })),
  },
  {
    mistake: 'the history begins with the oldest',
    caughtBy: 'revisions',
    layer: history(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        return { ...page, revisions: page.revisions.toReversed() };
      },
    })),
  },
  {
    mistake: 'a restore changes nothing',
    caughtBy: 'revisions',
    layer: history(({ list }) => ({
      restore: async (request) => {
        const { revisions } = await list(request);
        const found = revisions.find(({ revision }) => revision === request.revision);
        if (found === undefined) throw new Error('no such revision');
        return found;
      },
    })),
  },
  { mistake: 'a promised capability is missing', caughtBy: 'promises', layer: without('copy') },
];

function feed(change: (inner: ChangeFeed) => Partial<ChangeFeed>): StorageLayer {
  return override(({ changes }) =>
    changes === undefined ? {} : { changes: { ...changes, ...change(changes) } },
  );
}

function uploading(change: (inner: ResumableUploads) => Partial<ResumableUploads>): StorageLayer {
  return override(({ uploads }) =>
    uploads === undefined ? {} : { uploads: { ...uploads, ...change(uploads) } },
  );
}

function batching(change: (inner: BatchOperations) => Partial<BatchOperations>): StorageLayer {
  return override(({ batch }) =>
    batch === undefined ? {} : { batch: { ...batch, ...change(batch) } },
  );
}

function history(change: (inner: RevisionHistory) => Partial<RevisionHistory>): StorageLayer {
  return override(({ revisions }) =>
    revisions === undefined ? {} : { revisions: { ...revisions, ...change(revisions) } },
  );
}

function without(capability: 'copy'): StorageLayer {
  return <P extends StorageProvider>(provider: P) => {
    const { [capability]: _, ...rest } = provider;
    return rest as unknown as Layered<P>;
  };
}
