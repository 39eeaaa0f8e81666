import { isStorageError, type StoragePath, sleep } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { backoffMs } from '../schedule/backoff.ts';

/** How often a source is asked for that must be there. */
const maxAttempts = 5;

/** Sends a change of something, again if the service does not know yet that it has just made it. */
export async function onceVisible<Result>(
  client: DropboxClient,
  source: StoragePath,
  send: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const doubtful = isStorageError(error, 'not-found') && client.made.has(source);
      if (!doubtful || attempt === maxAttempts) throw error;
      await sleep(backoffMs(attempt, error), signal);
    }
  }
}
