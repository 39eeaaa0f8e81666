import type { StoragePath } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { persist } from '../client/persist.ts';

/** Sends a change of something, again if the service does not know yet that it has just made it. */
export function onceVisible<Result>(
  client: DropboxClient,
  source: StoragePath,
  send: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  return persist(send, signal, ({ code }) => code === 'not-found' && client.made.has(source));
}
