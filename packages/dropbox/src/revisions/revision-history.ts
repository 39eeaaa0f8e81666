import type {
  ListRevisionsRequest,
  PageCursor,
  RevisionHistory,
  RevisionPage,
} from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { listRevisionsErrors } from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { restore } from './restore.ts';

/** Most revisions that the service puts on a page. */
const maxPageSize = 100;

export function createRevisionHistory(client: DropboxClient): RevisionHistory {
  return {
    list: (request) => list(client, request),
    restore: (request) => restore(client, request),
  };
}

/** The cursor is the last revision of the page before, which is what the service continues from. */
async function list(
  client: DropboxClient,
  { path, cursor, pageSize = maxPageSize, signal }: ListRevisionsRequest,
): Promise<RevisionPage> {
  const { result } = await client.call(
    {
      operation: 'revisions.list',
      path,
      signal,
      burden: { kind: 'read' },
      errors: listRevisionsErrors,
    },
    (sdk, options) =>
      sdk.filesListRevisions(
        {
          path: toDropboxPath(path),
          limit: Math.min(pageSize, maxPageSize),
          ...(cursor === undefined ? {} : { before_rev: cursor }),
        },
        options,
      ),
  );
  const revisions = result.entries.map(toFileEntry);
  const last = revisions.at(-1);
  return {
    revisions,
    ...(result.has_more && last !== undefined
      ? { next: last.revision as string as PageCursor }
      : {}),
  };
}
