import { StorageError } from '@mooring/core';
import type { AccessTokenSource } from './access-token-source.ts';

/** By service and token. */
const sources = new Map<string, WeakRef<AccessTokenSource>>();

const unused = new FinalizationRegistry<string>((key) => {
  if (sources.get(key)?.deref() === undefined) sources.delete(key);
});

/**
 * A token that somebody else keeps fresh, or that need not last. One token is one source however often it is given, so
 * that providers which act for one account share their politeness.
 */
export function fixedToken(token: string, baseUrl: string | undefined): AccessTokenSource {
  const key = JSON.stringify([baseUrl, token]);
  const known = sources.get(key)?.deref();
  if (known !== undefined) return known;
  const source = createSource(token);
  sources.set(key, new WeakRef(source));
  unused.register(source, key);
  return source;
}

function createSource(token: string): AccessTokenSource {
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
