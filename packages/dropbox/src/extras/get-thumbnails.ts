import { isStorageError, type Outcome } from '@mooring/core';
import { done, failed } from '../batch/outcome.ts';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { thumbnailBatchErrors, thumbnailEntryErrors } from '../error/read-errors.ts';
import { toEntryError } from '../error/to-storage-error.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import type { ThumbnailsRequest } from './dropbox-extras.ts';
import { toThumbnailArgument } from './thumbnail-argument.ts';

/** Most thumbnails in one request. */
const maxEntries = 25;

const operation = 'extras.thumbnails';

type Wanted = ThumbnailsRequest['requests'];

export async function getThumbnails(
  client: DropboxClient,
  { requests, signal }: ThumbnailsRequest,
): Promise<readonly Outcome<Uint8Array>[]> {
  const rounds: Wanted[] = [];
  for (let start = 0; start < requests.length; start += maxEntries) {
    rounds.push(requests.slice(start, start + maxEntries));
  }
  const outcomes = await Promise.all(rounds.map((round) => getRound(client, round, signal)));
  return outcomes.flat();
}

async function getRound(
  client: DropboxClient,
  round: Wanted,
  signal: AbortSignal | undefined,
): Promise<readonly Outcome<Uint8Array>[]> {
  const entries = round.map((wanted) => ({
    path: toDropboxPath(wanted.path),
    ...toThumbnailArgument(wanted),
  }));
  try {
    const { result } = await client.call(
      { operation, signal, burden: { kind: 'read' }, errors: thumbnailBatchErrors },
      (sdk, options) => sdk.filesGetThumbnailBatch({ entries }, options),
    );
    return round.map(({ path }, index) => {
      const entry = result.entries[index];
      if (entry?.['.tag'] === 'success') return done(Buffer.from(entry.thumbnail, 'base64'));
      const failure = entry?.['.tag'] === 'failure' ? entry.failure : undefined;
      const call = { operation, path, errors: thumbnailEntryErrors, mutates: false };
      return failed(toEntryError(failure, call));
    });
  } catch (error) {
    if (!isStorageError(error)) throw error;
    return round.map(() => failed(error));
  }
}
