import type { PageCursor } from '../entry/token.ts';
import type { ListPage, ListRequest } from '../provider/list.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';

/** The pages of a listing, one request each, asked for as they are taken. The last one may carry `asOf`. */
export async function* listPages(
  provider: Pick<StorageProvider, 'list'>,
  request: ListRequest,
): AsyncGenerator<ListPage, void, undefined> {
  let cursor: PageCursor | undefined = request.cursor;
  do {
    const page: ListPage = await provider.list({ ...request, cursor });
    yield page;
    cursor = page.next;
  } while (cursor !== undefined);
}
