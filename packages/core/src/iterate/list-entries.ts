import type { Entry } from '../entry/entry.ts';
import type { ListRequest } from '../provider/list.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import { listPages } from './list-pages.ts';

/** The entries of a listing, one by one. */
export async function* listEntries(
  provider: Pick<StorageProvider, 'list'>,
  request: ListRequest,
): AsyncGenerator<Entry, void, undefined> {
  for await (const page of listPages(provider, request)) yield* page.entries;
}
