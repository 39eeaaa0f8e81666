import {
  type AppendRequest,
  isStorageError,
  StorageError,
  type UploadSession,
} from '@mooring/core';
import type { files } from 'dropbox';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { contentLength } from '../client/request-body.ts';
import { appendErrors } from '../error/upload-errors.ts';
import { wireError } from '../error/wire-error.ts';
import { blockDigests, joinDigests } from '../hash/block-digests.ts';
import type { ChunkMemory } from './chunk-memory.ts';
import type { SessionDigests } from './session-digests.ts';
import { uploadLimits } from './upload-limits.ts';

export interface AppendMeans {
  readonly memory: ChunkMemory;
  /** Where digests are noted, if somebody will ask for them. */
  readonly digests?: SessionDigests;
}

/** Adds a chunk. It is held in memory while it is sent. */
export async function appendChunk(
  client: DropboxClient,
  { memory, digests }: AppendMeans,
  { session, chunk, close = false, signal }: AppendRequest,
): Promise<UploadSession> {
  const length = contentLength(chunk);
  const end = session.offset + length;
  checkSize(length, end);
  const { bytes, release } = await memory.load(chunk);
  const blocks = blockDigests(bytes);
  await send(client, session, { bytes, contentHash: joinDigests(blocks), close }, signal);
  release();
  digests?.add(session, blocks);
  const contentHash = close ? digests?.contentHash(session.id, end) : undefined;
  return {
    ...session,
    offset: end,
    ...(contentHash === undefined ? {} : { state: { contentHash } }),
  };
}

function checkSize(length: number, end: number): void {
  const { maxChunkSize, maxFileSize } = uploadLimits;
  if (length > maxChunkSize || end > maxFileSize) {
    throw new StorageError(
      'too-large',
      `a chunk of ${length} bytes that ends at ${end}; Dropbox takes chunks of ${maxChunkSize} and files of ${maxFileSize}`,
    );
  }
}

interface Chunk {
  readonly bytes: Uint8Array;
  readonly contentHash: string;
  readonly close: boolean;
}

async function send(
  client: DropboxClient,
  session: UploadSession,
  { bytes, contentHash, close }: Chunk,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { id, offset } = session;
  try {
    await client.call(
      { operation: 'uploads.append', signal, burden: { kind: 'data' }, errors: appendErrors },
      (sdk, options) =>
        sdk.filesUploadSessionAppendV2(
          {
            cursor: { session_id: id, offset },
            close,
            contents: bytes,
            content_hash: contentHash,
          },
          options,
        ),
    );
  } catch (error) {
    if (!isStorageError(error)) throw error;
    const failure = wireError<files.UploadSessionAppendError>(error);
    const landed = landedBytes(failure, session, bytes.byteLength, close);
    if (landed === undefined) throw error;
    const rest = bytes.subarray(landed);
    // Nothing is left, unless the session has to be closed still.
    if (rest.byteLength === 0 && (!close || failure?.['.tag'] === 'closed')) return;
    const chunk = { bytes: rest, contentHash: joinDigests(blockDigests(rest)), close };
    await send(client, { ...session, offset: offset + landed }, chunk, signal);
  }
}

/**
 * How many bytes of a refused chunk the session holds already from an earlier attempt; undefined if the refusal is no
 * sign of that.
 */
function landedBytes(
  failure: files.UploadSessionAppendError | undefined,
  { offset }: UploadSession,
  length: number,
  close: boolean,
): number | undefined {
  if (failure?.['.tag'] === 'incorrect_offset') {
    const landed = failure.correct_offset - offset;
    return landed > 0 && landed <= length ? landed : undefined;
  }
  // A session that is closed has taken the chunk that closes it.
  return failure?.['.tag'] === 'closed' && close ? length : undefined;
}
