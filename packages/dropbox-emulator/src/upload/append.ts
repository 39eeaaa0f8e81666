import { BlockHasher, blockSize } from '../content/block-hasher.ts';
import { routeError } from '../wire/call-refused.ts';
import { type Tagged, tag, taggedStruct } from '../wire/tagged.ts';
import type { SessionStore } from './session-store.ts';
import type { ConcurrentSession, SequentialSession, UploadSession } from './upload-session.ts';

/** The largest file, and so the end of the last part. */
const maxFileSize = 2 ** 41 - 2 ** 22;

export interface AppendRequest {
  readonly offset: number;
  readonly close: boolean;
  /** Expected hash of the bytes of this request. */
  readonly contentHash: string | undefined;
}

/**
 * Adds bytes to a session. Either all of them are in, and stay in when the server is killed, or the session is as it was.
 *
 * @throws CallRefused with an UploadSessionAppendError
 */
export async function append(
  sessions: SessionStore,
  session: UploadSession,
  request: AppendRequest,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  if (session.kind === 'sequential') await appendInOrder(session, request, source);
  else await appendPart(session, request, source);
  sessions.save(session);
}

/** Why a session cannot be used at this offset, as an UploadSessionLookupError. */
export function offsetProblem(session: SequentialSession, offset: number): Tagged | undefined {
  if (offset === session.received) return undefined;
  return taggedStruct('incorrect_offset', { correct_offset: session.received });
}

async function appendInOrder(
  session: SequentialSession,
  request: AppendRequest,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  if (session.isClosed) throw routeError(tag('closed'));
  const problem = offsetProblem(session, request.offset);
  if (problem !== undefined) throw routeError(problem);
  const hasher = session.hasher.clone();
  const own = new BlockHasher();
  const body = withinFileSize(request.offset, source);
  const length = await session.spool.write(request.offset, body, (bytes) => {
    hasher.update(bytes);
    if (request.contentHash !== undefined) own.update(bytes);
  });
  checkHash(request.contentHash, own);
  session.received += length;
  session.hasher = hasher;
  session.isClosed = request.close;
}

async function appendPart(
  session: ConcurrentSession,
  request: AppendRequest,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { offset } = request;
  if (offset % blockSize !== 0) throw routeError(tag('concurrent_session_invalid_offset'));
  if (session.size !== undefined && offset >= session.size && session.size > 0) {
    throw routeError(tag('closed'));
  }
  const hasher = new BlockHasher();
  const body = withinFileSize(offset, source);
  const length = await session.spool.write(offset, body, (bytes) => hasher.update(bytes));
  if (length % blockSize !== 0 && !request.close && offset + length !== session.size) {
    throw routeError(tag('concurrent_session_invalid_data_size'));
  }
  checkHash(request.contentHash, hasher);
  if (length > 0) session.parts.set(offset, { offset, length, blocks: hasher.allBlocks() });
  if (request.close) {
    session.size = offset + length;
    session.isClosed = true;
  }
}

/** @throws CallRefused `too_large` at the first byte that no file can hold */
async function* withinFileSize(
  offset: number,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let end = offset;
  checkSize(end);
  for await (const bytes of source) {
    end += bytes.length;
    checkSize(end);
    yield bytes;
  }
}

function checkSize(size: number): void {
  if (size > maxFileSize) throw routeError(tag('too_large'));
}

/** @throws CallRefused `content_hash_mismatch` */
export function checkHash(expected: string | undefined, hasher: BlockHasher): void {
  if (expected !== undefined && hasher.digest() !== expected.toLowerCase()) {
    throw routeError(tag('content_hash_mismatch'));
  }
}
