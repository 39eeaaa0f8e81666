import { isStorageError, listEntries, override, readBytes } from '@mooring/core';
import { changeHistory } from './change-facet.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes in the history, and in what the account holds. */
export const historyMutants: readonly Mutant[] = [
  {
    mistake: 'the history begins with the oldest',
    caughtBy: 'revisions',
    layer: changeHistory(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        return { ...page, revisions: page.revisions.toReversed() };
      },
    })),
  },
  {
    mistake: 'a restore changes nothing',
    caughtBy: 'revisions',
    layer: changeHistory(({ list }) => ({
      restore: async (request) => {
        const { revisions } = await list(request);
        const found = revisions.find(({ revision }) => revision === request.revision);
        if (found === undefined) throw new Error('no such revision');
        return found;
      },
    })),
  },
  {
    mistake: 'the last page of the history is dropped',
    caughtBy: 'revisions',
    layer: changeHistory(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        const isLast = request.cursor !== undefined && page.next === undefined;
        return isLast ? { ...page, revisions: [] } : page;
      },
    })),
  },
  {
    mistake: 'the history does not say where the file was',
    caughtBy: 'revisions',
    layer: changeHistory(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        const revisions = page.revisions.map((entry) => ({ ...entry, path: '/' as const }));
        return { ...page, revisions };
      },
    })),
  },
  {
    mistake: 'a restore takes a revision of another file',
    caughtBy: 'revisions',
    layer: override((inner) => {
      const { revisions } = inner;
      if (revisions === undefined) return {};
      return {
        revisions: {
          ...revisions,
          restore: (request) =>
            revisions.restore(request).catch(async (error) => {
              if (!isStorageError(error, 'not-found')) throw error;
              for await (const entry of listEntries(inner, { path: '/', recursive: true })) {
                if (entry.kind === 'folder' || entry.revision !== request.revision) continue;
                const content = await readBytes(inner, { path: entry.path });
                return inner.write({ path: request.path, content, mode: 'overwrite' });
              }
              throw error;
            }),
        },
      };
    }),
  },
  {
    mistake: 'what is removed counts as used',
    caughtBy: 'account',
    layer: override(({ quota }) => {
      let most = 0;
      if (quota === undefined) return {};
      return {
        quota: async (request) => {
          const answer = await quota(request);
          most = Math.max(most, answer.usedBytes);
          return { ...answer, usedBytes: most };
        },
      };
    }),
  },
  {
    mistake: 'what came in chunks does not count as used',
    caughtBy: 'account',
    layer: override(({ uploads, quota }) => {
      let uncounted = 0;
      if (uploads === undefined || quota === undefined) return {};
      return {
        uploads: {
          ...uploads,
          finish: async (request) => {
            const entry = await uploads.finish(request);
            uncounted += entry.size;
            return entry;
          },
        },
        quota: async (request) => {
          const { usedBytes, ...answer } = await quota(request);
          return { ...answer, usedBytes: usedBytes - uncounted };
        },
      };
    }),
  },
  {
    mistake: 'the hash is wrong above eight mebibytes',
    caughtBy: 'content hash',
    layer: override(({ createHasher }) => ({
      createHasher: () => {
        const hasher = createHasher?.();
        let length = 0;
        return {
          update(chunk) {
            length += chunk.byteLength;
            hasher?.update(chunk);
            return this;
          },
          digest: () => `${length > 8 * 1024 * 1024 ? 'x' : ''}${hasher?.digest()}`,
        };
      },
    })),
  },
];
