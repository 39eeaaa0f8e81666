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

/** A token that ends sooner than this is renewed before it is used, in milliseconds. */
const headStartMs = 5 * 60_000;

/**
 * Access tokens for as long as the sign-in lasts. However many calls need a new one, one request fetches it; ahead of the
 * end by the clock, and at once when the service says so, since clocks can be wrong.
 */
export function createRenewingTokens(options: RenewingTokensOptions): AccessTokenSource {
  const { app, store, endpoint, clock = systemClock, onNotice } = options;
  let signIn = options.signIn;
  let renewal: Promise<SavedSignIn> | undefined;
  let revoked = false;

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
    if (saved !== undefined && saved.refreshToken !== signIn.refreshToken) {
      return adopt(saved, await endpoint.refresh(app, saved.refreshToken));
    }
    if (!revoked) onNotice?.('Dropbox no longer accepts the sign-in. Sign in again.');
    revoked = true;
    throw new StorageError(
      'unauthenticated',
      'the Dropbox sign-in was revoked or has ended; sign in again',
      { details: { provider: 'dropbox' }, cause },
    );
  }

  async function adopt(base: SavedSignIn, grant: TokenGrant): Promise<SavedSignIn> {
    const { accessToken, expiresIn, refreshToken = base.refreshToken } = grant;
    signIn = { ...base, accessToken, refreshToken, expiresAt: clock.now() + expiresIn * 1000 };
    revoked = false;
    try {
      await store.save(signIn);
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
      if (left > headStartMs) return signIn.accessToken;
      try {
        return await renewedToken(signal);
      } catch (error) {
        // The old token is good for a while still, and the next call tries again.
        if (left > 0 && isStorageError(error, 'unavailable', 'rate-limited')) {
          return signIn.accessToken;
        }
        throw error;
      }
    },
    async replaceToken(refused, signal) {
      // Of calls that were sent with one token, the first to be refused has renewed it for all.
      return signIn.accessToken === refused ? renewedToken(signal) : signIn.accessToken;
    },
  };
}
