import { type SavedSignIn, scopesFor } from '@mooring/dropbox';
import type { DropboxEmulator } from '@mooring/dropbox-emulator';

/** What a program finds that signed in to the first account of an emulator before. */
export function emulatedSignIn(
  { account, app }: DropboxEmulator,
  change: Partial<SavedSignIn> = {},
): SavedSignIn {
  return {
    appKey: app.key,
    accountId: account.id,
    scopes: scopesFor('read-write'),
    refreshToken: account.refreshToken,
    accessToken: account.accessToken,
    expiresAt: Date.now() + 4 * 60 * 60_000,
    ...change,
  };
}
