import {
  type FileEntry,
  isStorageError,
  type ReadRequest,
  type ReadResult,
  StorageError,
} from '@mooring/core';
import { DropboxResponseError } from 'dropbox';
import { dropBody } from '../client/drop-body.ts';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { downloadErrors } from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { isSamePath } from '../name/name-rule.ts';
import { emptyBody } from './empty-body.ts';
import { findEntry } from './find-entry.ts';
import { readExport } from './read-export.ts';
import { createResumingBody, type OpenedBody } from './resuming-body.ts';
import { getMetadata } from './stat.ts';

/**
 * Reads by revision where the request names one, since the service keeps revisions by themselves; a path could answer
 * with another content between two parts of one read.
 */
export async function read(client: DropboxClient, request: ReadRequest): Promise<ReadResult> {
  if (request.path === '/') {
    throw new StorageError('is-a-folder', 'the root is a folder and has no content', {
      details: { provider: 'dropbox', operation: 'read', path: '/' },
    });
  }
  const target = targetOf(request);
  try {
    if (request.length === 0) return await readNothing(client, request, target);
    return await download(client, request, target);
  } catch (error) {
    if (isStorageError(error, 'unsupported')) return readExport(client, request, target);
    if (isRangeRefusal(error)) return readNothing(client, request, target);
    if (isStorageError(error, 'not-found') && request.revision !== undefined) {
      throw await missingRevision(client, request, error);
    }
    throw error;
  }
}

function targetOf({ path, revision }: ReadRequest): string {
  const target = toDropboxPath(path);
  return revision === undefined ? target : `rev:${revision}`;
}

async function download(
  client: DropboxClient,
  request: ReadRequest,
  target: string,
): Promise<ReadResult> {
  const { offset = 0, length, signal } = request;
  const opened = await openDownload(client, request, target, offset, length);
  if (!(await isOfThisPath(client, request, opened.entry))) {
    dropBody(opened.bytes);
    throw new StorageError('conflict', `${JSON.stringify(request.path)} never had that revision`, {
      details: { path: request.path },
    });
  }
  const end = Math.min(offset + (length ?? Number.POSITIVE_INFINITY), opened.entry.size);
  return {
    entry: opened.entry,
    body: createResumingBody({
      first: opened,
      start: offset,
      end,
      signal,
      reopen: (from) =>
        openDownload(client, request, `rev:${opened.entry.revision}`, from, end - from),
    }),
  };
}

/**
 * Whether a revision that was read by itself is one of the file at the path: recorded under this path, or under another
 * one that the file had before it was moved here.
 */
async function isOfThisPath(
  client: DropboxClient,
  { path, revision, signal }: ReadRequest,
  entry: FileEntry,
): Promise<boolean> {
  if (revision === undefined || isSamePath(entry.path, path)) return true;
  return (await findEntry(client, { path, signal }))?.id === entry.id;
}

async function openDownload(
  client: DropboxClient,
  { path, signal }: ReadRequest,
  target: string,
  offset: number,
  length: number | undefined,
): Promise<OpenedBody & { readonly entry: FileEntry }> {
  const range = toRange(offset, length);
  const response = await client.call(
    { operation: 'read', path, signal, range, burden: { kind: 'read' }, errors: downloadErrors },
    (sdk, options) => sdk.filesDownload({ path: target }, options),
  );
  const bytes = client.bodyOf(response);
  // A server that knows no ranges answers with the whole file.
  const skip = range !== undefined && response.status === 200 ? offset : 0;
  return { entry: toFileEntry(response.result), bytes, skip };
}

function toRange(offset: number, length: number | undefined): string | undefined {
  if (offset === 0 && length === undefined) return undefined;
  return `bytes=${offset}-${length === undefined ? '' : offset + length - 1}`;
}

/** The range begins at or past the end of the file, or has no length, which the service has no answer for. */
async function readNothing(
  client: DropboxClient,
  request: ReadRequest,
  target: string,
): Promise<ReadResult> {
  const entry = await getMetadata(client, request, target, 'read');
  if (entry.kind === 'folder') {
    throw new StorageError('is-a-folder', `${JSON.stringify(request.path)} is a folder`, {
      details: { provider: 'dropbox', operation: 'read', path: request.path },
    });
  }
  return { entry, body: emptyBody() };
}

function isRangeRefusal(error: unknown): boolean {
  return (
    isStorageError(error, 'invalid-request') &&
    error.cause instanceof DropboxResponseError &&
    error.cause.status === 416
  );
}

/** The revision is not to be had: `not-found` if nothing is at the path either, else `conflict`. */
async function missingRevision(
  client: DropboxClient,
  request: ReadRequest,
  error: StorageError,
): Promise<StorageError> {
  await getMetadata(client, request, toDropboxPath(request.path), 'read');
  return new StorageError('conflict', `${error.message}; the path holds another revision`, {
    details: error.details,
    cause: error,
  });
}
