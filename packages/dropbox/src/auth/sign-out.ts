import { type Clock, isStorageError, systemClock } from '@mooring/core';
import { DropboxClient } from '../client/dropbox-client.ts';
import { createHttpTransport } from '../client/http-transport.ts';
import { Scheduler } from '../schedule/scheduler.ts';
import type { DropboxApp } from './dropbox-app.ts';
import { createRenewingTokens } from './renewing-tokens.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import type { TokenStore } from './token-store.ts';

export interface SignOutOptions {
  readonly app: DropboxApp;
  readonly store: TokenStore;
  readonly baseUrl?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Revokes the saved sign-in, so that no copy of its tokens is good for anything, and forgets it. When the service
 * cannot be reached it fails and forgets nothing, since tokens that nobody has any more could not be revoked later.
 */
export async function signOut(options: SignOutOptions): Promise<void> {
  const { app, store, baseUrl, clock = systemClock, signal } = options;
  const saved = await store.load();
  if (saved === undefined) return;
  const transport = createHttpTransport({ baseUrl });
  const endpoint = createTokenEndpoint(transport.fetch);
  // The tokens of another app can be renewed in the name of that app only.
  const owner = saved.appKey === app.key ? app : { key: saved.appKey };
  const tokens = createRenewingTokens({ app: owner, signIn: saved, store, endpoint, clock });
  const client = new DropboxClient({ transport, tokens, scheduler: new Scheduler(clock) });
  try {
    await client.call(
      { operation: 'signOut', signal, burden: { kind: 'wait' }, errors: {} },
      (sdk, request) => sdk.authTokenRevoke(request),
    );
  } catch (error) {
    // It was revoked already, which is what was wanted.
    if (!isStorageError(error, 'unauthenticated')) throw error;
  } finally {
    await client.close();
  }
  await store.clear();
}
