import {
  type BatchRequest,
  type Entry,
  isStorageError,
  type Outcome,
  type RelocateRequest,
} from '@mooring/core';
import type { files } from 'dropbox';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toEntry } from '../entry/to-entry.ts';
import { relocationEntryErrors } from '../error/namespace-errors.ts';
import { toEntryError } from '../error/to-storage-error.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { isSamePath } from '../name/name-rule.ts';
import { checkRelocation } from '../namespace/check-relocation.ts';
import { copy } from '../namespace/copy.ts';
import { findCopy } from '../namespace/find-copy.ts';
import { findMoved, move } from '../namespace/move.ts';
import { done, failed } from './outcome.ts';
import { type Job, runJob } from './run-job.ts';
import { runRounds } from './run-rounds.ts';
import { settleBatch } from './settle-batch.ts';

type Relocation = Omit<RelocateRequest, 'signal'>;
type RelocationJob = Job<files.MoveBatchArg, files.RelocationBatchResultEntry>;

/** What moves and copies of many do differently. */
interface Relocating extends Pick<RelocationJob, 'launch' | 'check'> {
  readonly operation: 'batch.moveMany' | 'batch.copyMany';
  readonly alone: (client: DropboxClient, request: RelocateRequest) => Promise<Entry>;
  readonly find: (client: DropboxClient, request: RelocateRequest) => Promise<Entry | undefined>;
}

const moving: Relocating = {
  operation: 'batch.moveMany',
  alone: move,
  find: findMoved,
  launch: (sdk, argument, options) => sdk.filesMoveBatchV2(argument, options),
  check: (sdk, argument, options) => sdk.filesMoveBatchCheckV2(argument, options),
};

const copying: Relocating = {
  operation: 'batch.copyMany',
  alone: copy,
  find: findCopy,
  launch: (sdk, argument, options) => sdk.filesCopyBatchV2(argument, options),
  check: (sdk, argument, options) => sdk.filesCopyBatchCheckV2(argument, options),
};

export function moveMany(
  client: DropboxClient,
  batch: BatchRequest<RelocateRequest>,
): Promise<readonly Outcome<Entry>[]> {
  return relocateMany(client, moving, batch);
}

export function copyMany(
  client: DropboxClient,
  batch: BatchRequest<RelocateRequest>,
): Promise<readonly Outcome<Entry>[]> {
  return relocateMany(client, copying, batch);
}

function relocateMany(
  client: DropboxClient,
  relocating: Relocating,
  { requests, signal }: BatchRequest<RelocateRequest>,
): Promise<readonly Outcome<Entry>[]> {
  return runRounds<Relocation, Entry>({
    requests,
    paths: ({ from, to }) => (isSamePath(from, to) ? [from] : [from, to]),
    check: (request) => checkRelocation(client, { ...request, signal }),
    send: async (round) => {
      // Another spelling of the same name takes two moves, so it does not go with the others.
      const elsewhere = round.filter(({ from, to }) => !isSamePath(from, to));
      const settled = await settleBatch<Relocation, Entry>({
        items: elsewhere,
        send: (items) => sendRound(client, relocating, items, signal),
        ask: (request) => relocating.find(client, { ...request, signal }),
        echoes: ['not-found', 'already-exists'],
        signal,
      });
      const outcomes = new Map(elsewhere.map((item, index) => [item, settled[index]]));
      return Promise.all(
        round.map((item) => outcomes.get(item) ?? relocateAlone(client, relocating, item, signal)),
      );
    },
    signal,
  });
}

async function sendRound(
  client: DropboxClient,
  { operation, launch, check }: Relocating,
  items: readonly Relocation[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome<Entry>[]> {
  const entries = await runJob<files.MoveBatchArg, files.RelocationBatchResultEntry>(client, {
    call: {
      operation,
      signal,
      burden: client.commitTo(...items.flatMap(({ from, to }) => [from, to])),
    },
    argument: {
      entries: items.map(({ from, to }) => ({
        from_path: toDropboxPath(from),
        to_path: toDropboxPath(to),
      })),
      autorename: false,
    },
    launch,
    check,
    errors: {},
  });
  return items.map(({ from }, index) => {
    const answer = entries[index];
    const entry = answer?.['.tag'] === 'success' ? toEntry(answer.success) : undefined;
    if (entry !== undefined) return done(entry);
    const failure = answer?.['.tag'] === 'failure' ? answer.failure : undefined;
    const call = { operation, path: from, errors: relocationEntryErrors, mutates: true };
    return failed(toEntryError(failure, call));
  });
}

async function relocateAlone(
  client: DropboxClient,
  { alone }: Relocating,
  request: Relocation,
  signal: AbortSignal | undefined,
): Promise<Outcome<Entry>> {
  try {
    return done(await alone(client, { ...request, signal }));
  } catch (error) {
    if (isStorageError(error)) return failed(error);
    throw error;
  }
}
