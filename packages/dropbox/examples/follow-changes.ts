import {
  type ChangeCursor,
  followChanges,
  isStorageError,
  listPages,
  type StoragePath,
  type StorageProviderWith,
} from '@mooring/core';

/** The names that an account holds, kept up to date for as long as the signal lets it. */
export async function mirror(
  provider: StorageProviderWith<'changes'>,
  paths: Set<StoragePath>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    let cursor: ChangeCursor | undefined;
    paths.clear();
    for await (const page of listPages(provider, { path: '/', recursive: true, signal })) {
      for (const { path } of page.entries) paths.add(path);
      cursor = page.asOf; // on the last page: nothing that changed while listing is missed
    }
    if (cursor === undefined) throw new Error('the listing says not where the feed continues');
    try {
      // One long poll while nothing happens. Store `page.cursor` to go on after a restart.
      for await (const page of followChanges(provider, { cursor, signal })) {
        for (const change of page.changes) {
          if (change.kind === 'upsert') paths.add(change.entry.path);
          else removeTree(paths, change.path);
        }
      }
    } catch (error) {
      // After months away, or when Dropbox says so: start over.
      if (!isStorageError(error, 'cursor-expired')) throw error;
    }
  }
}

function removeTree(paths: Set<StoragePath>, removed: StoragePath): void {
  const key = removed.toLowerCase();
  for (const path of paths) {
    if (path.toLowerCase() === key || path.toLowerCase().startsWith(`${key}/`)) paths.delete(path);
  }
}
