import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { intercept } from '../layer/intercept.ts';
import { override } from '../layer/override.ts';
import type { Layered, StorageLayer } from '../layer/storage-layer.ts';
import { withLayers } from '../layer/with-layers.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { StoragePath } from '../path/storage-path.ts';
import type { Change } from '../provider/change-feed.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import { EntryCache } from './entry-cache.ts';

export interface CacheEntriesOptions {
  /** How long an entry may be given without asking, in milliseconds. 5 s unless told. */
  readonly lifetimeMs?: number | undefined;
  /** Most entries to remember. 10 000 unless told. */
  readonly maxEntries?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Answers `stat` and `list` from memory for a short time. What this provider changes, and what `changes.pull` tells of, is
 * forgotten at once; what other devices change is noticed when the time is up. Listings of several pages and recursive
 * ones always go to the store, since they carry cursors.
 */
export function cacheEntries(options: CacheEntriesOptions = {}): StorageLayer {
  const { lifetimeMs = 5000, maxEntries = 10_000, clock = systemClock } = options;
  return <P extends StorageProvider>(provider: P): Layered<P> => {
    const cache = new EntryCache(provider.traits, { lifetimeMs, maxEntries, clock });
    return withLayers(provider, forgetting(cache), remembering(cache));
  };
}

/** Forgets what a mutation touches, before it begins and after: a look in between may have seen the old state. */
function forgetting(cache: EntryCache): StorageLayer {
  return intercept(
    ({ request }, next) => {
      const keys = touchedPaths(request).map((path) => cache.key(path));
      cache.forget(keys);
      return next(request).finally(() => cache.forget(keys));
    },
    { only: (_, mutates) => mutates },
  );
}

function touchedPaths({ path, from, to, requests = [] }: AnyRequest): readonly StoragePath[] {
  const own = [path, from, to].filter((one) => one !== undefined);
  return [...own, ...requests.flatMap(touchedPaths)];
}

function remembering(cache: EntryCache): StorageLayer {
  return override(({ stat, list, changes }) => ({
    stat(request) {
      if (request.signal?.aborted) return Promise.reject(request.signal.reason);
      const key = cache.key(request.path);
      const asked = cache.moment();
      const known = cache.entry(key, asked);
      if (known !== undefined) return Promise.resolve(known);
      return stat(request).then((entry) => {
        cache.putEntry(key, entry, asked);
        return entry;
      });
    },

    async list(request) {
      request.signal?.throwIfAborted();
      const { path, cursor, recursive = false } = request;
      const key = cache.key(path);
      const whole = cursor === undefined && !recursive;
      const asked = cache.moment();
      const known = whole ? cache.listing(key, asked) : undefined;
      if (known !== undefined) return { entries: known };
      const page = await list(request);
      if (whole && page.next === undefined) cache.putListing(key, page.entries, asked);
      else for (const entry of page.entries) cache.putEntry(cache.key(entry.path), entry, asked);
      return page;
    },

    ...(changes === undefined
      ? {}
      : {
          changes: {
            ...changes,
            async pull(request) {
              const page = await changes.pull(request);
              cache.forget(page.changes.map((change) => cache.key(changedPath(change))));
              return page;
            },
          },
        }),
  }));
}

function changedPath(change: Change): StoragePath {
  return change.kind === 'upsert' ? change.entry.path : change.path;
}
