import {
  type ChangeCursor,
  type ChangeFeed,
  type ChangePage,
  type CursorRequest,
  isStorageError,
  type PathRequest,
  StorageError,
  type WaitRequest,
  type WaitResult,
} from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import {
  listFolderContinueErrors,
  listFolderErrors,
  longpollErrors,
} from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { unpackCursor } from './listing-tail.ts';
import { toChanges } from './to-changes.ts';

export function createChangeFeed(client: DropboxClient): ChangeFeed {
  return {
    latest: (request) => latest(client, request),
    pull: (request) => pull(client, request),
    wait: (request) => wait(client, request),
  };
}

async function latest(client: DropboxClient, { path, signal }: PathRequest): Promise<ChangeCursor> {
  const { result } = await client.call(
    {
      operation: 'changes.latest',
      path,
      signal,
      burden: { kind: 'read' },
      errors: listFolderErrors,
    },
    (sdk, options) =>
      sdk.filesListFolderGetLatestCursor({ path: toDropboxPath(path), recursive: true }, options),
  );
  return result.cursor as ChangeCursor;
}

async function pull(client: DropboxClient, request: CursorRequest): Promise<ChangePage> {
  const { signal } = request;
  const { cursor, tail } = unpackCursor(request.cursor);
  if (tail.length > 0) return { changes: tail, cursor: cursor as ChangeCursor, more: true };
  try {
    const { result } = await client.call(
      {
        operation: 'changes.pull',
        signal,
        burden: { kind: 'read' },
        errors: listFolderContinueErrors,
      },
      (sdk, options) => sdk.filesListFolderContinue({ cursor }, options),
    );
    for (const metadata of result.entries) client.learn(metadata);
    return {
      changes: toChanges(result.entries),
      cursor: result.cursor as ChangeCursor,
      more: result.has_more,
    };
  } catch (error) {
    throw asExpired(error);
  }
}

/**
 * What makes a cursor useless beside its own expiry: the watched folder itself is gone, or the service does not know
 * the cursor at all, as after a change of account or space. In each case listing again tells what is there.
 */
function asExpired(error: unknown): unknown {
  if (!isStorageError(error, 'not-found', 'not-a-folder', 'invalid-request')) return error;
  return new StorageError('cursor-expired', `${error.message}; the feed cannot go on from here`, {
    details: error.details,
    cause: error,
  });
}

/** What the service offers, in seconds; to each wait it adds up to 90 s at random. */
const shortestWait = 30;
const longestWait = 480;
const longestJitter = 90;

/** Long enough to cost next to nothing, short enough to notice within minutes that a line is dead. */
const defaultWaitMs = 120_000;

/** The pause, and up to a tenth more: clients that are sent away together shall not come back together. */
function withJitter(pauseMs: number): number {
  return pauseMs * (1 + Math.random() / 10);
}

async function wait(
  client: DropboxClient,
  { cursor: packed, timeoutMs = defaultWaitMs, signal }: WaitRequest,
): Promise<WaitResult> {
  const { cursor, tail } = unpackCursor(packed);
  if (tail.length > 0) return { changed: true };
  const timeout = Math.min(Math.max(Math.ceil(timeoutMs / 1000), shortestWait), longestWait);
  // A shorter wait than the service offers is cut off here, and so is one that never ends.
  const giveUpMs = timeoutMs < shortestWait * 1000 ? timeoutMs : (timeout + longestJitter) * 1000;
  const timer = AbortSignal.timeout(giveUpMs);
  try {
    const { result } = await client.call(
      {
        operation: 'changes.wait',
        signal: signal === undefined ? timer : AbortSignal.any([signal, timer]),
        burden: { kind: 'wait' },
        about: 'neither',
        errors: longpollErrors,
      },
      (sdk, options) => sdk.filesListFolderLongpoll({ cursor, timeout }, options),
    );
    return {
      changed: result.changes,
      ...(result.backoff === undefined ? {} : { retryAfterMs: withJitter(result.backoff * 1000) }),
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (timer.aborted) return { changed: false };
    throw asExpired(error);
  }
}
