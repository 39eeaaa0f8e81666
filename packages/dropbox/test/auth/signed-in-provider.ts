import { createDropboxProvider, type DropboxProvider, signIn } from '@mooring/dropbox';
import type { DropboxEmulator } from '@mooring/dropbox-emulator';
import { emulatedSignIn } from './emulated-sign-in.ts';
import { memoryTokenStore } from './memory-token-store.ts';

/** A device of its own on the first account of an emulator, with tokens that it renews. */
export async function signedInProvider(emulator: DropboxEmulator): Promise<DropboxProvider> {
  const { app, url: baseUrl } = emulator;
  const store = memoryTokenStore(emulatedSignIn(emulator));
  const { tokens } = await signIn({ app, store, baseUrl });
  return createDropboxProvider({ accessToken: tokens, baseUrl });
}
