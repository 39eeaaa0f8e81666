import {
  type Entry,
  isStorageError,
  isWithin,
  nameKey,
  override,
  type StorageLayer,
  type StoragePath,
  type StorageProvider,
} from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** What is gone, and can be seen all the same. */
export const leftoverMutants: readonly Mutant[] = [
  {
    mistake: 'a removed entry is still there under another spelling',
    caughtBy: 'remove',
    layer: remembering((seen, path) => seen === path),
  },
  {
    mistake: 'what was below a removed folder is still there',
    caughtBy: 'remove',
    layer: remembering((seen, path, { traits }) => nameKey(seen, traits) === nameKey(path, traits)),
  },
  {
    mistake: 'what was moved is still there under another spelling or below',
    caughtBy: 'move',
    layer: remembering((seen, path) => seen === path),
  },
  {
    mistake: 'a new spelling is answered, and not stored',
    caughtBy: 'move',
    layer: override(({ stat, move, traits }) => ({
      move: async (request) => {
        const { from, to } = request;
        if (from === to || nameKey(from, traits) !== nameKey(to, traits)) return move(request);
        const name = to.slice(to.lastIndexOf('/') + 1);
        return { ...(await stat({ path: from })), path: to, name };
      },
    })),
  },
  {
    mistake: 'a folder gets a new spelling and loses what it holds',
    caughtBy: 'move',
    layer: override(({ stat, move, remove, createFolder, traits }) => ({
      move: async (request) => {
        const { from, to } = request;
        const respells = from !== to && nameKey(from, traits) === nameKey(to, traits);
        if (!respells || (await stat({ path: from })).kind === 'file') return move(request);
        await remove({ path: from, recursive: true });
        return createFolder({ path: to });
      },
    })),
  },
];

/** Entries that were looked at are remembered by the path as it was given, and forgotten only where `forgets` says so. */
function remembering(
  forgets: (seen: StoragePath, gone: StoragePath, provider: StorageProvider) => boolean,
): StorageLayer {
  return override((inner) => {
    const seen = new Map<StoragePath, Entry>();
    const forget = (gone: StoragePath) => {
      for (const path of seen.keys()) if (forgets(path, gone, inner)) seen.delete(path);
    };
    return {
      stat: async (request) => {
        try {
          const entry = await inner.stat(request);
          seen.set(request.path, entry);
          return entry;
        } catch (error) {
          const known = seen.get(request.path);
          if (known === undefined || !isStorageError(error, 'not-found')) throw error;
          return known;
        }
      },
      remove: async (request) => {
        await inner.remove(request);
        forget(request.path);
      },
      move: async (request) => {
        const entry = await inner.move(request);
        forget(request.from);
        for (const path of seen.keys()) if (isWithin(path, request.to)) seen.delete(path);
        return entry;
      },
    };
  });
}
