import { type Clock, isStorageError, StorageError, systemClock } from '@mooring/core';
import { unlessAborted } from '../client/unless-aborted.ts';
import type { AccessTokenSource } from './access-token-source.ts';
import type { DropboxApp } from './dropbox-app.ts';
import type { SavedSignIn } from './saved-sign-in.ts';
import type { TokenEndpoint, TokenGrant } from './token-endpoint.ts';
import type { TokenStore } from './token-store.ts';

export interface RenewingTokensOptions {
  readonly app: DropboxApp;
  readonly signIn: SavedSignIn;
  readonly store: TokenStore;
  readonly endpoint: TokenEndpoint;
  readonly clock?: Clock | undefined;
  /** Told in one line what the user should know: the sign-in was revoked, or could not be saved. */
  readonly onNotice?: ((line: string) => void) | undefined;
}

/**
 * A token that ends sooner than this is renewed before it is used, in milliseconds; one with a short life when a quarter
 * of it is left.
 */
const longestHeadStartMs = 5 * 60_000;

/** How long a token that is still good is used after its renewal failed, in milliseconds, unless the service says longer. */
const pauseMs = 30_000;

/**
 * Access tokens for as long as the sign-in lasts. However many calls need a new one, one request fetches it; ahead of the
 * end by the clock, and at once when the service says so, since clocks can be wrong.
 */
export function createRenewingTokens(options: RenewingTokensOptions): AccessTokenSource {
  const { app, store, endpoint, clock = systemClock, onNotice } = options;
  let signIn = options.signIn;
  let renewal: Promise<SavedSignIn> | undefined;
  let revoked = false;
  let headStartMs = longestHeadStartMs;
  let noRenewalBefore = 0;

  function renew(): Promise<SavedSignIn> {
    renewal ??= fetchSignIn().finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  async function fetchSignIn(): Promise<SavedSignIn> {
    if (revoked) return fetchOther();
    try {
      return await adopt(signIn, await endpoint.refresh(app, signIn.refreshToken));
    } catch (error) {
      if (!isStorageError(error, 'unauthenticated')) throw error;
      return fetchOther(error);
    }
  }

  /** These tokens are dead. Perhaps another process has signed in again, and the store has living ones. */
  async function fetchOther(cause?: StorageError): Promise<SavedSignIn> {
    const saved = await store.load();
    if (saved === undefined || saved.refreshToken === signIn.refreshToken) throw end(cause);
    try {
      return await adopt(saved, await endpoint.refresh(app, saved.refreshToken));
    } catch (error) {
      if (!isStorageError(error, 'unauthenticated')) throw error;
      // From now on only a sign-in that is newer than this one is tried.
      signIn = saved;
      throw end(error);
    }
  }

  function end(cause: StorageError | undefined): StorageError {
    if (!revoked) onNotice?.('Dropbox no longer accepts the sign-in. Sign in again.');
    revoked = true;
    return new StorageError(
      'unauthenticated',
      'the Dropbox sign-in was revoked or has ended; sign in again',
      { details: { provider: 'dropbox' }, cause },
    );
  }

  async function adopt(base: SavedSignIn, grant: TokenGrant): Promise<SavedSignIn> {
    const { accessToken, expiresIn, refreshToken = base.refreshToken } = grant;
    const lifeMs = expiresIn * 1000;
    signIn = { ...base, accessToken, refreshToken, expiresAt: clock.now() + lifeMs };
    headStartMs = Math.min(longestHeadStartMs, lifeMs / 4);
    revoked = false;
    try {
      await store.save(signIn);
      if (refreshToken !== base.refreshToken) onNotice?.(replaced(store));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onNotice?.(`The Dropbox sign-in could not be saved in ${store.place}: ${reason}`);
    }
    return signIn;
  }

  async function renewedToken(signal: AbortSignal | undefined): Promise<string> {
    return (await unlessAborted(renew(), signal)).accessToken;
  }

  return {
    async accessToken(signal) {
      if (revoked) return renewedToken(signal);
      const left = signIn.expiresAt - clock.now();
      const isGood = left > 0;
      if (left > headStartMs || (isGood && clock.now() < noRenewalBefore)) {
        return signIn.accessToken;
      }
      try {
        return await renewedToken(signal);
      } catch (error) {
        if (!isGood || !isStorageError(error, 'unavailable', 'rate-limited')) throw error;
        noRenewalBefore = clock.now() + Math.max(pauseMs, error.details.retryAfterMs ?? 0);
        return signIn.accessToken;
      }
    },
    async replaceToken(refused, signal) {
      // Of calls that were sent with one token, the first to be refused has renewed it for all.
      return signIn.accessToken === refused ? renewedToken(signal) : signIn.accessToken;
    },
  };
}

function replaced({ place }: TokenStore): string {
  return `Dropbox has replaced the sign-in. The new one is saved in ${place}; copies of the old one are of no use any more.`;
}
