import { type Content, isStorageError } from '@mooring/core';
import { DropboxResponseError, type files } from 'dropbox';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { persist } from '../client/persist.ts';
import { contentLength, joinContents, type RequestBody } from '../client/request-body.ts';
import { appendBatchErrors } from '../error/upload-errors.ts';
import { hashContent } from '../hash/hash-content.ts';
import { appendChunk } from '../upload/append-chunk.ts';
import { ChunkMemory } from '../upload/chunk-memory.ts';
import { wholeRefusals } from './whole-refusals.ts';

/** A file whose bytes are with the service and wait for their commit. */
export interface StagedFile {
  readonly sessionId: string;
  readonly length: number;
}

/** What a batch has learnt of the service: what it has refused is not asked again. */
export interface StagingExperience {
  /** It opens no sessions for many files in one request. */
  refusesSessions: boolean;
  /** It takes no bytes of many files in one request. */
  refusesJoined: boolean;
}

/**
 * Sends the bytes of many files in one request, each into a session of its own. What is refused there is sent file by
 * file, still without a lock. A file that is refused even so is undefined in the result; all are if there are no sessions.
 *
 * @throws StorageError when nothing could be sent
 */
export async function stageFiles(
  client: DropboxClient,
  experience: StagingExperience,
  contents: readonly Content[],
  signal: AbortSignal | undefined,
): Promise<readonly (StagedFile | undefined)[]> {
  const sessionIds = await openSessions(client, experience, contents.length, signal);
  if (sessionIds === undefined) return contents.map(() => undefined);
  const files = contents.map((content, index) => ({
    content,
    sessionId: sessionIds[index] ?? '',
    length: contentLength(content),
  }));
  const memory = new ChunkMemory();
  const landed = await appendJoined(client, experience, files, signal);
  return Promise.all(
    files.map(async ({ content, ...staged }, index) => {
      const arrived =
        landed[index] === true ||
        (await appendAlone(client, memory, { ...staged, content }, signal));
      return arrived ? staged : undefined;
    }),
  );
}

const stagingCall = { operation: 'batch.writeMany', burden: { kind: 'data' } } as const;

async function openSessions(
  client: DropboxClient,
  experience: StagingExperience,
  count: number,
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> {
  if (experience.refusesSessions) return undefined;
  const open = () =>
    client.call({ ...stagingCall, signal, errors: {} }, (sdk, options) =>
      sdk.filesUploadSessionStartBatch({ num_sessions: count }, options),
    );
  try {
    return (await persist(open, signal)).result.session_ids;
  } catch (error) {
    if (!isStorageError(error, ...wholeRefusals)) throw error;
    experience.refusesSessions = true;
    return undefined;
  }
}

interface FileToStage extends StagedFile {
  readonly content: Content;
}

/** Whether each file arrived. */
async function appendJoined(
  client: DropboxClient,
  experience: StagingExperience,
  files: readonly FileToStage[],
  signal: AbortSignal | undefined,
): Promise<readonly boolean[]> {
  if (experience.refusesJoined) return [];
  const body = joinContents(files.map(({ content }) => content));
  const contentHash = await hashIfReadable(body);
  // One that cannot be read fails by itself where each is sent by itself.
  if (contentHash === undefined) return [];
  const argument = {
    entries: files.map(({ sessionId, length }) => ({
      cursor: { session_id: sessionId, offset: 0 },
      length,
      close: true,
    })),
    contents: body,
    content_hash: contentHash,
  };
  try {
    const { result } = await persist(
      () =>
        client.call({ ...stagingCall, signal, errors: appendBatchErrors }, (sdk, options) =>
          sdk.filesUploadSessionAppendBatch(argument, options),
        ),
      signal,
    );
    return result.entries.map(hasLanded);
  } catch (error) {
    if (!isStorageError(error, ...wholeRefusals)) throw error;
    experience.refusesJoined = error.cause instanceof DropboxResponseError;
    return [];
  }
}

async function hashIfReadable(body: RequestBody): Promise<string | undefined> {
  try {
    return await hashContent(body);
  } catch (error) {
    if (isStorageError(error, 'invalid-request')) return undefined;
    throw error;
  }
}

/** A session that is closed has its bytes from an attempt before, whose answer got lost. */
function hasLanded(entry: files.UploadSessionAppendBatchResultEntry): boolean {
  return entry['.tag'] === 'success' || entry.failure['.tag'] === 'closed';
}

async function appendAlone(
  client: DropboxClient,
  memory: ChunkMemory,
  { sessionId, length, content }: FileToStage,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const session = { id: sessionId, order: 'sequential', offset: 0 } as const;
  try {
    const append = () =>
      appendChunk(client, { memory }, { session, chunk: content, close: true, signal });
    return (await persist(append, signal)).offset === length;
  } catch (error) {
    if (isStorageError(error)) return false;
    throw error;
  }
}
