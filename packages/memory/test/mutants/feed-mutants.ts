import {
  type Change,
  type Entry,
  isStorageError,
  isWithin,
  override,
  type StorageLayer,
  type StoragePath,
  sleep,
  withLayers,
} from '@mooring/core';
import { changeFeed, changeHistory, changeUploads } from './change-facet.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes in the change feed. */
export const feedMutants: readonly Mutant[] = [
  {
    mistake: 'the feed loses a change',
    caughtBy: 'changes',
    layer: changeFeed(({ pull }) => ({
      pull: async (request) => {
        const page = await pull(request);
        return { ...page, changes: page.changes.filter((_, index) => index !== 1) };
      },
    })),
  },
  {
    mistake: 'the feed tells the newest change first',
    caughtBy: 'changes',
    layer: changeFeed(({ pull }) => ({
      pull: async (request) => {
        const page = await pull(request);
        return { ...page, changes: page.changes.toReversed() };
      },
    })),
  },
  {
    mistake: 'the cursor of the feed stands still',
    caughtBy: 'changes',
    layer: changeFeed(({ pull }) => ({
      pull: async (request) => ({ ...(await pull(request)), cursor: request.cursor }),
    })),
  },
  {
    mistake: 'the feed says nothing of removals',
    caughtBy: 'changes',
    layer: changeFeed(({ pull }) => ({
      pull: async (request) => {
        const page = await pull(request);
        return { ...page, changes: page.changes.filter(({ kind }) => kind === 'upsert') };
      },
    })),
  },
  {
    mistake: 'the feed of a folder tells of the whole store',
    caughtBy: 'change cursors',
    layer: changeFeed(({ latest }) => ({ latest: (request) => latest({ ...request, path: '/' }) })),
  },
  {
    mistake: 'an expired cursor gives an empty page',
    caughtBy: 'change cursors',
    layer: changeFeed(({ pull }) => ({
      pull: (request) =>
        pull(request).catch(() => ({ changes: [], cursor: request.cursor, more: false })),
    })),
  },
  {
    mistake: 'a wait sleeps through changes',
    caughtBy: 'waiting',
    layer: changeFeed(() => ({
      wait: async ({ timeoutMs = 30_000, signal }) => {
        await sleep(timeoutMs, signal);
        return { changed: false };
      },
    })),
  },
  {
    mistake: 'a wait looks once, and is not woken',
    caughtBy: 'waiting',
    layer: changeFeed(({ pull }) => ({
      wait: async ({ cursor, timeoutMs = 30_000, signal }) => {
        const { changes } = await pull({ cursor, signal });
        if (changes.length === 0) await sleep(timeoutMs, signal);
        return { changed: changes.length > 0 };
      },
    })),
  },
  {
    mistake: 'a wait goes on for ever',
    caughtBy: 'waiting',
    layer: changeFeed(({ wait }) => ({
      wait: (request) => wait({ ...request, timeoutMs: 3_600_000 }),
    })),
  },
  {
    mistake: 'removals come at the end of a page',
    caughtBy: 'changes',
    layer: changePages((changes) =>
      changes.toSorted((a, b) => Number(a.kind === 'remove') - Number(b.kind === 'remove')),
    ),
  },
  {
    mistake: 'removals come at the beginning of a page',
    caughtBy: 'changes',
    layer: changePages((changes) =>
      changes.toSorted((a, b) => Number(b.kind === 'remove') - Number(a.kind === 'remove')),
    ),
  },
  {
    mistake: 'the feed tells of folders without their ids',
    caughtBy: 'changes',
    layer: changePages((changes) =>
      changes.map((change) => {
        if (change.kind === 'remove' || change.entry.kind === 'file') return change;
        const { id: _, ...entry } = change.entry;
        return { kind: 'upsert', entry };
      }),
    ),
  },
  {
    mistake: 'the feed tells of files without the times of their writers',
    caughtBy: 'changes',
    layer: changePages((changes) =>
      changes.map((change) => {
        if (change.kind === 'remove' || change.entry.kind === 'folder') return change;
        const { mtime: _, ...entry } = change.entry;
        return { kind: 'upsert', entry };
      }),
    ),
  },
  {
    mistake: 'the feed says that there is no more when there is',
    caughtBy: 'changes',
    layer: changeFeed(({ pull }) => ({
      pull: async (request) => ({ ...(await pull(request)), more: false }),
    })),
  },
  {
    mistake: 'the feed does not learn of finished uploads',
    caughtBy: 'changes',
    newLayer: hushing((hush) =>
      changeUploads(({ finish }) => ({ finish: async (request) => hush(await finish(request)) })),
    ),
  },
  {
    mistake: 'the feed does not learn of copies',
    caughtBy: 'changes',
    newLayer: hushing((hush) =>
      override(({ copy }) =>
        copy === undefined ? {} : { copy: async (request) => hush(await copy(request)) },
      ),
    ),
  },
  {
    mistake: 'the feed does not learn of restored files',
    caughtBy: 'changes',
    newLayer: hushing((hush) =>
      changeHistory(({ restore }) => ({
        restore: async (request) => hush(await restore(request)),
      })),
    ),
  },
  {
    mistake: 'a recursive listing does not say where the feed continues',
    caughtBy: 'change cursors',
    layer: override(({ list }) => ({
      list: async (request) => {
        const { asOf: _, ...page } = await list(request);
        return page;
      },
    })),
  },
  {
    mistake: 'a wait cannot be aborted',
    caughtBy: 'waiting',
    layer: changeFeed(({ wait }) => ({
      wait: (request) => wait({ ...request, signal: undefined }),
    })),
  },
  {
    mistake: 'a wait takes an expired cursor for a change',
    caughtBy: 'waiting',
    layer: changeFeed(({ wait }) => ({
      wait: (request) =>
        wait(request).catch((error) => {
          if (isStorageError(error, 'cursor-expired')) return { changed: true };
          throw error;
        }),
    })),
  },
  {
    mistake: 'a wait that a change ended says that nothing changed',
    caughtBy: 'waiting',
    layer: changeFeed(({ wait }) => ({
      wait: async (request) => ({ ...(await wait(request)), changed: false }),
    })),
  },
];

function changePages(change: (changes: readonly Change[]) => readonly Change[]): StorageLayer {
  return changeFeed(({ pull }) => ({
    pull: async (request) => {
      const page = await pull(request);
      return { ...page, changes: change(page.changes) };
    },
  }));
}

/** What an operation made is kept out of the feed, whoever of the devices made it. */
function hushing(
  change: (hush: <E extends Entry>(entry: E) => E) => StorageLayer,
): () => StorageLayer {
  return () => {
    const hushed: StoragePath[] = [];
    const acting = change((entry) => {
      hushed.push(entry.path);
      return entry;
    });
    const telling = changePages((changes) =>
      changes.filter(
        (one) => one.kind === 'remove' || !hushed.some((path) => isWithin(one.entry.path, path)),
      ),
    );
    return (provider) => withLayers(provider, telling, acting);
  };
}
