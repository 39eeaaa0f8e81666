import type { BatchRequest, Outcome, RemoveRequest } from '@mooring/core';
import type { files } from 'dropbox';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { deleteBatchErrors, deleteErrors } from '../error/namespace-errors.ts';
import { toEntryError } from '../error/to-storage-error.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { toDropboxRevision } from '../name/dropbox-revision.ts';
import { checkRemovable } from '../namespace/check-removable.ts';
import { explainConflict } from '../namespace/explain-conflict.ts';
import { findEntry } from '../read/find-entry.ts';
import { refuseRoot } from '../write/refuse-root.ts';
import { done, failed } from './outcome.ts';
import { runJob } from './run-job.ts';
import { runRounds } from './run-rounds.ts';
import { settleBatch } from './settle-batch.ts';

type Removal = Omit<RemoveRequest, 'signal'>;

const operation = 'batch.removeMany';

/**
 * Removes many by one job per round. A request that neither says `recursive` nor names a revision costs a look at the
 * folder that it may mean, as a single removal does.
 */
export async function removeMany(
  client: DropboxClient,
  { requests, signal }: BatchRequest<RemoveRequest>,
): Promise<readonly Outcome<void>[]> {
  const outcomes = await runRounds<Removal, true>({
    requests,
    paths: ({ path }) => [path],
    check: async (request) => {
      refuseRoot(request.path);
      await checkRemovable(client, { ...request, signal });
    },
    send: (round) =>
      settleBatch<Removal, true>({
        items: round,
        send: (items) => sendRound(client, items, signal),
        ask: async ({ path }) =>
          (await findEntry(client, { path, signal })) === undefined ? true : undefined,
        echoes: ['not-found'],
        signal,
      }),
    signal,
  });
  return outcomes.map((outcome) => (outcome.status === 'done' ? done(undefined) : outcome));
}

async function sendRound(
  client: DropboxClient,
  items: readonly Removal[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome<true>[]> {
  const burden = client.commitTo(...items.map(({ path }) => path));
  const entries = await runJob<files.DeleteBatchArg, files.DeleteBatchResultEntry>(client, {
    call: { operation, signal, burden },
    argument: {
      entries: items.map(({ path, ifRevision }) => ({
        path: toDropboxPath(path),
        ...(ifRevision === undefined ? {} : { parent_rev: toDropboxRevision(ifRevision) }),
      })),
    },
    launch: (sdk, argument, options) => sdk.filesDeleteBatch(argument, options),
    check: (sdk, argument, options) => sdk.filesDeleteBatchCheck(argument, options),
    errors: deleteBatchErrors,
  });
  return Promise.all(
    items.map(async (item, index) => {
      const entry = entries[index];
      if (entry?.['.tag'] === 'success') return done(true);
      const call = { operation, path: item.path, errors: deleteErrors, mutates: true };
      const error = toEntryError(entry?.failure, call);
      return failed(await explainConflict(client, { ...item, signal }, error));
    }),
  );
}
