import {
  type FileEntry,
  isStorageError,
  type ReadRequest,
  type ReadResult,
  StorageError,
} from '@mooring/core';
import { type DropboxResponse, DropboxResponseError } from 'dropbox';
import { dropBody } from '../client/drop-body.ts';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { downloadErrors } from '../error/read-errors.ts';
import { toStorageError } from '../error/to-storage-error.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { toDropboxRevision } from '../name/dropbox-revision.ts';
import { isSamePath } from '../name/name-rule.ts';
import { emptyBody } from './empty-body.ts';
import { exactBody } from './exact-body.ts';
import { findEntry } from './find-entry.ts';
import { readExport } from './read-export.ts';
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
  return revision === undefined ? target : `rev:${toDropboxRevision(revision)}`;
}

async function download(
  client: DropboxClient,
  request: ReadRequest,
  target: string,
): Promise<ReadResult> {
  const { path, offset = 0, length, signal } = request;
  const range = toRange(offset, length);
  const call = { operation: 'read', path, errors: downloadErrors } as const;
  const response = await client.call(
    { ...call, signal, range, burden: { kind: 'read' } },
    (sdk, options) => sdk.filesDownload({ path: target }, options),
  );
  const bytes = client.bodyOf(response);
  const entry = toFileEntry(response.result);
  const start = startOfPart(response);
  if (start !== undefined && start !== offset) {
    dropBody(bytes);
    const text = `${JSON.stringify(path)} was asked for from ${offset} on and came from ${start} on`;
    throw new StorageError('unavailable', text, { details: { path } });
  }
  if (!(await isOfThisPath(client, request, entry))) {
    dropBody(bytes);
    throw new StorageError('conflict', `${JSON.stringify(path)} never had that revision`, {
      details: { path },
    });
  }
  const end = Math.min(offset + (length ?? entry.size), entry.size);
  const body = exactBody({
    bytes,
    // A server that knows no ranges answers with the whole file.
    skip: response.status === 200 ? offset : 0,
    length: Math.max(0, end - offset),
    signal,
    toError: (error) => toStorageError(error, { ...call, mutates: false }),
  });
  return { entry, body };
}

/** Where the part begins that a server says it sends. */
function startOfPart({ status, headers }: DropboxResponse<unknown>): number | undefined {
  const range = status === 206 ? (headers as Headers).get('content-range') : null;
  const start = /^bytes (\d+)-/.exec(range ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
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
