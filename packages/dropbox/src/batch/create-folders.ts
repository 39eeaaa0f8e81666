import type { BatchRequest, FolderEntry, Outcome, PathRequest } from '@mooring/core';
import type { files } from 'dropbox';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toFolderEntry } from '../entry/to-entry.ts';
import { createFolderBatchErrors, createFolderEntryErrors } from '../error/namespace-errors.ts';
import { toEntryError } from '../error/to-storage-error.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { findEntry } from '../read/find-entry.ts';
import { refuseRootAsFile } from '../write/refuse-root.ts';
import { done, failed } from './outcome.ts';
import { runJob } from './run-job.ts';
import { runRounds } from './run-rounds.ts';
import { settleBatch } from './settle-batch.ts';

type NewFolder = Omit<PathRequest, 'signal'>;

const operation = 'batch.createFolders';

export function createFolders(
  client: DropboxClient,
  { requests, signal }: BatchRequest<PathRequest>,
): Promise<readonly Outcome<FolderEntry>[]> {
  return runRounds<NewFolder, FolderEntry>({
    requests,
    paths: ({ path }) => [path],
    check: async ({ path }) => refuseRootAsFile(path, 'create'),
    send: (round) =>
      settleBatch<NewFolder, FolderEntry>({
        items: round,
        send: (items) => sendRound(client, items, signal),
        ask: async ({ path }) => {
          const entry = await findEntry(client, { path, signal });
          return entry?.kind === 'folder' ? entry : undefined;
        },
        echoes: ['already-exists'],
        signal,
      }),
    signal,
  });
}

async function sendRound(
  client: DropboxClient,
  items: readonly NewFolder[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome<FolderEntry>[]> {
  const paths = items.map(({ path }) => path);
  const entries = await runJob<files.CreateFolderBatchArg, files.CreateFolderBatchResultEntry>(
    client,
    {
      call: { operation, signal, burden: client.commitTo(...paths) },
      argument: { paths: paths.map(toDropboxPath), autorename: false },
      launch: (sdk, argument, options) => sdk.filesCreateFolderBatch(argument, options),
      check: (sdk, argument, options) => sdk.filesCreateFolderBatchCheck(argument, options),
      errors: createFolderBatchErrors,
    },
  );
  return paths.map((path, index) => {
    const entry = entries[index];
    if (entry?.['.tag'] === 'success') return done(toFolderEntry(entry.metadata));
    const call = { operation, path, errors: createFolderEntryErrors, mutates: true };
    return failed(toEntryError(entry?.failure, call));
  });
}
