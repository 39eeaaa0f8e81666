import {
  type ChangeCursor,
  type Entry,
  type ListPage,
  type ListRequest,
  type PageCursor,
  pathNames,
  StorageError,
} from '@mooring/core';
import type { files } from 'dropbox';
import {
  extendTail,
  type ListingTail,
  maxTailLength,
  packCursor,
  unpackCursor,
} from '../changes/listing-tail.ts';
import { toChanges } from '../changes/to-changes.ts';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { listFolderContinueErrors, listFolderErrors } from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { isSamePath } from '../name/name-rule.ts';
import { entriesOfPage } from './entries-of-page.ts';

/** Most entries that the service puts on a page. */
const maxPageSize = 2000;

export async function list(client: DropboxClient, request: ListRequest): Promise<ListPage> {
  const { recursive = false, cursor } = request;
  const before = cursor === undefined ? undefined : unpackCursor(cursor);
  const page = await (before === undefined
    ? fetchFirstPage(client, request)
    : fetchNextPage(client, request, before.cursor));
  for (const metadata of page.entries) client.learn(metadata);
  const changes = toChanges(page.entries);
  const entries = entriesOfPage(changes);
  if (!recursive) {
    return { entries, ...(page.has_more ? { next: page.cursor as PageCursor } : {}) };
  }
  const tail = extendTail(before?.tail ?? [], changes);
  checkTail(tail);
  return {
    // The service names the folder itself too, as if it lay in itself.
    entries: foldersFirst(entries.filter(({ path }) => !isSamePath(path, request.path))),
    ...(page.has_more
      ? { next: packCursor<PageCursor>(page.cursor, tail) }
      : { asOf: packCursor<ChangeCursor>(page.cursor, tail) }),
  };
}

async function fetchFirstPage(
  client: DropboxClient,
  { path, recursive = false, pageSize = maxPageSize, signal }: ListRequest,
): Promise<files.ListFolderResult> {
  const request = { path: toDropboxPath(path), recursive, limit: Math.min(pageSize, maxPageSize) };
  // The service may refuse equal listings that are asked for at the same time.
  const { result } = await client.alone(
    `list ${JSON.stringify(request)}`,
    () =>
      client.call(
        { operation: 'list', path, signal, burden: { kind: 'read' }, errors: listFolderErrors },
        (sdk, options) => sdk.filesListFolder(request, options),
      ),
    signal,
  );
  return result;
}

async function fetchNextPage(
  client: DropboxClient,
  { path, signal }: ListRequest,
  cursor: string,
): Promise<files.ListFolderResult> {
  const { result } = await client.call(
    { operation: 'list', path, signal, burden: { kind: 'read' }, errors: listFolderContinueErrors },
    (sdk, options) => sdk.filesListFolderContinue({ cursor }, options),
  );
  return result;
}

/** The service promises no order. Within a page a folder is put before what lies in it. */
function foldersFirst(entries: readonly Entry[]): readonly Entry[] {
  const depth = ({ path }: Entry) => pathNames(path).length;
  return entries.toSorted((one, other) => depth(one) - depth(other));
}

function checkTail(tail: ListingTail): void {
  if (tail.length <= maxTailLength) return;
  throw new StorageError(
    'cursor-expired',
    `${tail.length} changes while the listing was read; list again`,
    { retryable: false },
  );
}
