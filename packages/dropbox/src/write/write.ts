import { type FileEntry, StorageError, type WriteRequest } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { loadContent } from '../client/load-content.ts';
import { contentLength } from '../client/request-body.ts';
import { settle } from '../client/settle.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { uploadErrors } from '../error/upload-errors.ts';
import { hashContent } from '../hash/hash-content.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { maxRequestSize } from '../upload/upload-limits.ts';
import { intentOf, toCommitInfo } from './commit-info.ts';
import { findCommitted } from './find-committed.ts';
import { refuseRootAsFile } from './refuse-root.ts';

export async function write(client: DropboxClient, request: WriteRequest): Promise<FileEntry> {
  const { path, content, mode, signal } = request;
  refuseRootAsFile(path, mode);
  const commit = toCommitInfo(toDropboxPath(path), request);
  const size = contentLength(content);
  if (size > maxRequestSize) throw tooLarge(path, size);
  const contents = await loadContent(content);
  const contentHash = await hashContent(contents);
  const entry = await settle({
    send: async () => {
      const { result } = await client.call(
        {
          operation: 'write',
          path,
          signal,
          burden: client.commitTo(path),
          errors: uploadErrors[intentOf(mode)],
        },
        (sdk, options) =>
          sdk.filesUpload({ ...commit, contents, content_hash: contentHash }, options),
      );
      return toFileEntry(result);
    },
    ask: () => findCommitted(client, request, contentHash),
    echoes: ['already-exists', 'conflict'],
    signal,
  });
  client.made.note(path);
  return entry;
}

function tooLarge(path: string, size: number): StorageError {
  return new StorageError(
    'too-large',
    `${JSON.stringify(path)} has ${size} bytes and one request takes ${maxRequestSize}; use an upload session`,
    { details: { provider: 'dropbox', operation: 'write', path } },
  );
}
