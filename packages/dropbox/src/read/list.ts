import type { ChangeCursor, Entry, ListPage, ListRequest, PageCursor } from '@mooring/core';
import type { files } from 'dropbox';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toEntry } from '../entry/to-entry.ts';
import { listFolderContinueErrors, listFolderErrors } from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';

/** Most entries that the service puts on a page. */
const maxPageSize = 2000;

export async function list(client: DropboxClient, request: ListRequest): Promise<ListPage> {
  const { entries, cursor, has_more } = await fetchPage(client, request);
  const page = entries.map(toEntry).filter((entry): entry is Entry => entry !== undefined);
  return {
    entries: page,
    ...(has_more ? { next: cursor as PageCursor } : {}),
    ...(!has_more && request.recursive === true ? { asOf: cursor as ChangeCursor } : {}),
  };
}

async function fetchPage(
  client: DropboxClient,
  { path, recursive = false, cursor, pageSize = maxPageSize, signal }: ListRequest,
): Promise<files.ListFolderResult> {
  const call = { operation: 'list', path, signal, burden: { kind: 'read' } } as const;
  if (cursor !== undefined) {
    const { result } = await client.call(
      { ...call, errors: listFolderContinueErrors },
      (sdk, options) => sdk.filesListFolderContinue({ cursor }, options),
    );
    return result;
  }
  const limit = Math.min(Math.max(Math.trunc(pageSize), 1), maxPageSize);
  const target = toDropboxPath(path);
  const { result } = await client.call({ ...call, errors: listFolderErrors }, (sdk, options) =>
    sdk.filesListFolder({ path: target, recursive, limit }, options),
  );
  return result;
}
