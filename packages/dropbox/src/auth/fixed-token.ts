import { StorageError } from '@mooring/core';
import type { AccessTokenSource } from './access-token-source.ts';

/** A token that somebody else keeps fresh, or that need not last. */
export function fixedToken(token: string): AccessTokenSource {
  return {
    accessToken: () => Promise.resolve(token),
    replaceToken: () =>
      Promise.reject(
        new StorageError(
          'unauthenticated',
          'Dropbox refused the access token, and there is no sign-in that could get another; sign in again',
          { details: { provider: 'dropbox' } },
        ),
      ),
  };
}
