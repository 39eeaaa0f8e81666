import { type Account, type Clock, isStorageError, StorageError, systemClock } from '@mooring/core';
import { getAccount } from '../account/get-account.ts';
import { DropboxClient } from '../client/dropbox-client.ts';
import { createHttpTransport } from '../client/http-transport.ts';
import { Scheduler } from '../schedule/scheduler.ts';
import type { AccessTokenSource } from './access-token-source.ts';
import { askForSignIn } from './ask-for-sign-in.ts';
import type { DropboxApp } from './dropbox-app.ts';
import { createRenewingTokens } from './renewing-tokens.ts';
import type { SavedSignIn } from './saved-sign-in.ts';
import { type AccountUse, scopesFor } from './scope.ts';
import type { SignInFlow } from './sign-in-flow.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import type { TokenStore } from './token-store.ts';

export interface SignInOptions {
  readonly app: DropboxApp;
  readonly store: TokenStore;
  /** Asks for no more rights than this needs. `read-write` unless told. */
  readonly use?: AccountUse | undefined;
  /** How to ask the user. Without it, only a saved sign-in will do. */
  readonly flow?: SignInFlow | undefined;
  /** Another server that speaks the Dropbox API. */
  readonly baseUrl?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told in one line what the user should know: the sign-in was revoked, or could not be saved. */
  readonly onNotice?: ((line: string) => void) | undefined;
}

export interface SignedIn {
  /** For `createDropboxProvider`. */
  readonly tokens: AccessTokenSource;
  /** Whose account it is: show it, since people have several. */
  readonly account: Account;
}

/**
 * Signs in: with what the store holds if that is for this app and has the rights that the use needs, else by asking the
 * user. The account is asked for in either case, so a sign-in that was revoked shows here and not in the first
 * operation.
 *
 * @throws StorageError `unauthenticated` when nothing is saved or it was revoked, and there is no flow to ask by
 */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const { app, store, use = 'read-write', flow, baseUrl, clock = systemClock, signal } = options;
  const transport = createHttpTransport({ baseUrl });
  const endpoint = createTokenEndpoint(transport.fetch);
  const scopes = scopesFor(use);

  async function enter(saved: SavedSignIn): Promise<SignedIn> {
    const { onNotice } = options;
    const tokens = createRenewingTokens({ app, signIn: saved, store, endpoint, clock, onNotice });
    const client = new DropboxClient({ transport, tokens, scheduler: new Scheduler(clock) });
    return { tokens, account: await getAccount(client, { signal }) };
  }

  const saved = await store.load();
  const usable = saved?.appKey === app.key && scopes.every((scope) => saved.scopes.includes(scope));
  if (usable) {
    const entered = await enter(saved).catch((error: unknown) => {
      if (flow === undefined || !isStorageError(error, 'unauthenticated')) throw error;
      return undefined;
    });
    if (entered !== undefined) return entered;
  }
  if (flow === undefined) {
    throw new StorageError('unauthenticated', 'no Dropbox sign-in is saved; sign in first', {
      details: { provider: 'dropbox' },
    });
  }
  const fresh = await askForSignIn({ app, scopes, flow, endpoint, clock, baseUrl, signal });
  await store.save(fresh);
  return enter(fresh);
}
