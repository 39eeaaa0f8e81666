import {
  type BatchRequest,
  type FileEntry,
  isStorageError,
  type Outcome,
  type StorageError,
  type WriteRequest,
} from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { loadContent } from '../client/load-content.ts';
import { contentLength } from '../client/request-body.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { toEntryError } from '../error/to-storage-error.ts';
import { finishErrors } from '../error/upload-errors.ts';
import { hashContent } from '../hash/hash-content.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { intentOf, toCommitInfo } from '../write/commit-info.ts';
import { findCommitted } from '../write/find-committed.ts';
import { refuseRootAsFile } from '../write/refuse-root.ts';
import { write } from '../write/write.ts';
import { done, failed } from './outcome.ts';
import { type Numbered, planRounds } from './plan-rounds.ts';
import { settleBatch } from './settle-batch.ts';
import { type StagedFile, type StagingExperience, stageFiles } from './stage-files.ts';

/** How many files in a row may be refused one by one, before the others are not sent any more. */
const mostRefusals = 3;

type FileRequest = Omit<WriteRequest, 'signal'>;

/**
 * Writes many files in three requests per round: one opens a session for each, one carries all their bytes, one commits
 * them all under a single lock. While a round is committed, the next is on its way.
 */
export async function writeMany(
  client: DropboxClient,
  experience: StagingExperience,
  { requests, signal }: BatchRequest<WriteRequest>,
): Promise<readonly Outcome<FileEntry>[]> {
  const outcomes: Outcome<FileEntry>[] = [];
  const sound: Numbered<FileRequest>[] = [];
  for (const [index, request] of requests.entries()) {
    const refusal = refusalOf(request);
    if (refusal === undefined) sound.push({ index, request });
    else outcomes[index] = failed(refusal);
  }
  const rounds = planRounds(sound, {
    paths: ({ path }) => [path],
    bytes: ({ content }) => contentLength(content),
  });
  let committing: Promise<void> = Promise.resolve();
  for (const round of rounds) {
    const staged = await orFailure(stageRound(client, experience, round, signal));
    await committing;
    if (isStorageError(staged)) {
      // What kept this round from the service would keep the others too.
      if (round === rounds[0]) throw staged;
      return requests.map((_, index) => outcomes[index] ?? failed(staged));
    }
    committing = commitRound(client, staged, outcomes, signal);
    // Its failure is met where it is awaited.
    committing.catch(() => undefined);
  }
  await committing;
  return outcomes;
}

/** What no service could do. */
function refusalOf(request: FileRequest): StorageError | undefined {
  try {
    refuseRootAsFile(request.path, request.mode);
    toCommitInfo(toDropboxPath(request.path), request);
    return undefined;
  } catch (error) {
    if (isStorageError(error)) return error;
    throw error;
  }
}

async function orFailure<Value>(promise: Promise<Value>): Promise<Value | StorageError> {
  try {
    return await promise;
  } catch (error) {
    if (isStorageError(error)) return error;
    throw error;
  }
}

interface Staged extends Numbered<FileRequest> {
  /** Absent for a file that is written by itself, as a whole. */
  readonly file?: StagedFile;
}

async function stageRound(
  client: DropboxClient,
  experience: StagingExperience,
  round: readonly Numbered<FileRequest>[],
  signal: AbortSignal | undefined,
): Promise<readonly Staged[]> {
  // One file needs one request, not three.
  if (round.length === 1) return round;
  const contents = round.map(({ request }) => request.content);
  const files = await stageFiles(client, experience, contents, signal);
  return round.map((numbered, index) => {
    const file = files[index];
    return file === undefined ? numbered : { ...numbered, file };
  });
}

async function commitRound(
  client: DropboxClient,
  round: readonly Staged[],
  outcomes: Outcome<FileEntry>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const staged = round.filter((item) => item.file !== undefined);
  const settled = await settleBatch({
    items: staged,
    send: (items) => commit(client, items, signal),
    ask: async ({ request: { path, content } }) =>
      findCommitted(client, { path, signal }, await hashContent(await loadContent(content))),
    echoes: ['already-exists', 'conflict', 'session-expired'],
    signal,
  });
  for (const [index, { index: place }] of staged.entries()) {
    outcomes[place] = settled[index] as Outcome<FileEntry>;
  }
  const alone = round.filter((item) => item.file === undefined);
  let refusalsInARow = 0;
  for (const { index, request } of alone) {
    const outcome = await writeAlone(client, request, signal);
    outcomes[index] = outcome;
    const refused = outcome.status === 'failed' && isStorageError(outcome.error, 'invalid-request');
    refusalsInARow = refused ? refusalsInARow + 1 : 0;
    if (!refused || refusalsInARow < mostRefusals) continue;
    // What is wrong is not with these files, so it would be the same with the others.
    for (const { index: rest } of alone) outcomes[rest] ??= outcome;
    return;
  }
}

async function commit(
  client: DropboxClient,
  items: readonly Staged[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome<FileEntry>[]> {
  const paths = items.map(({ request }) => request.path);
  const entries = items.map(({ request, file }) => ({
    cursor: { session_id: file?.sessionId ?? '', offset: file?.length ?? 0 },
    commit: toCommitInfo(toDropboxPath(request.path), request),
  }));
  const { result } = await client.call(
    { operation: 'batch.writeMany', signal, burden: client.commitTo(...paths), errors: {} },
    (sdk, options) => sdk.filesUploadSessionFinishBatchV2({ entries }, options),
  );
  return items.map(({ request: { path, mode } }, index) => {
    const entry = result.entries[index];
    if (entry?.['.tag'] === 'success') {
      client.made.note(path);
      return done(toFileEntry(entry));
    }
    const errors = finishErrors[intentOf(mode)];
    const call = { operation: 'batch.writeMany', path, errors, mutates: true };
    return failed(toEntryError(entry?.failure, call));
  });
}

async function writeAlone(
  client: DropboxClient,
  request: FileRequest,
  signal: AbortSignal | undefined,
): Promise<Outcome<FileEntry>> {
  const written = await orFailure(write(client, { ...request, signal }));
  return isStorageError(written) ? failed(written) : done(written);
}
