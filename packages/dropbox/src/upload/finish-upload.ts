import type { FileEntry, FinishUploadRequest, StorageError, UploadSession } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { settle } from '../client/settle.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { finishErrors } from '../error/upload-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { findEntry } from '../read/find-entry.ts';
import { intentOf, toCommitInfo } from '../write/commit-info.ts';
import { refuseRootAsFile } from '../write/refuse-root.ts';
import type { SessionDigests } from './session-digests.ts';

export async function finishUpload(
  client: DropboxClient,
  digests: SessionDigests,
  request: FinishUploadRequest,
): Promise<FileEntry> {
  const { session, path, mode, signal } = request;
  refuseRootAsFile(path, mode);
  const commit = toCommitInfo(toDropboxPath(path), request);
  const contentHash = hashOf(session, digests);
  const cursor = { session_id: session.id, offset: session.offset };
  const entry = await settle({
    send: async () => {
      const { result } = await client.call(
        {
          operation: 'uploads.finish',
          path,
          signal,
          burden: client.commitTo(path),
          errors: finishErrors[intentOf(mode)],
        },
        (sdk, options) =>
          sdk.filesUploadSessionFinish({ cursor, commit, contents: new Uint8Array() }, options),
      );
      return toFileEntry(result);
    },
    ask: (error) => findCommitted(client, request, contentHash, error),
    isTelling: contentHash !== undefined,
    echoes: ['already-exists', 'conflict', 'session-expired'],
    suspicious: contentHash === undefined ? [] : ['session-expired'],
    signal,
  });
  client.made.note(path);
  return entry;
}

/**
 * The file that the commit made, if it did. It is known by its content hash; where that is unknown, a session that is
 * gone after it was there, and a file of its size at its path, are proof enough.
 */
async function findCommitted(
  client: DropboxClient,
  { session, path, signal }: FinishUploadRequest,
  contentHash: string | undefined,
  error: StorageError,
): Promise<FileEntry | undefined> {
  if (contentHash === undefined && error.code !== 'session-expired') return undefined;
  const entry = await findEntry(client, { path, signal });
  if (entry?.kind !== 'file' || entry.size !== session.offset) return undefined;
  return contentHash === undefined || entry.contentHash === contentHash ? entry : undefined;
}

/** The content hash of the session, as noted when it was closed or as known to the process that sent it. */
function hashOf({ id, offset, state }: UploadSession, digests: SessionDigests): string | undefined {
  const noted = (state as { readonly contentHash?: unknown } | undefined)?.contentHash;
  return typeof noted === 'string' ? noted : digests.contentHash(id, offset);
}
