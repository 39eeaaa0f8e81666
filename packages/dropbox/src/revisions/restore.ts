import { type FileEntry, isStorageError, type RestoreRequest } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { settle } from '../client/settle.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { restoreErrors } from '../error/namespace-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { toDropboxRevision } from '../name/dropbox-revision.ts';
import { findEntry } from '../read/find-entry.ts';
import { getMetadata } from '../read/stat.ts';
import { refuseRoot } from '../write/refuse-root.ts';

const operation = 'revisions.restore';

export async function restore(client: DropboxClient, request: RestoreRequest): Promise<FileEntry> {
  const { path, revision, signal } = request;
  refuseRoot(path);
  const argument = { path: toDropboxPath(path), rev: toDropboxRevision(revision) };
  const entry = await settle({
    send: async () => {
      const { result } = await client.call(
        { operation, path, signal, burden: client.commitTo(path), errors: restoreErrors },
        (sdk, options) => sdk.filesRestore(argument, options),
      );
      return toFileEntry(result);
    },
    ask: () => findRestored(client, request),
    echoes: [],
    signal,
  });
  client.made.note(path);
  return entry;
}

/** The file that a restoration made whose answer got lost: it holds what the revision held. */
async function findRestored(
  client: DropboxClient,
  { path, revision, signal }: RestoreRequest,
): Promise<FileEntry | undefined> {
  const entry = await findEntry(client, { path, signal });
  if (entry?.kind !== 'file' || entry.contentHash === undefined) return undefined;
  try {
    const target = `rev:${toDropboxRevision(revision)}`;
    const wanted = await getMetadata(client, { path, signal }, target, operation);
    const isSame = wanted.kind === 'file' && wanted.contentHash === entry.contentHash;
    return isSame ? entry : undefined;
  } catch (error) {
    if (isStorageError(error, 'not-found')) return undefined;
    throw error;
  }
}
