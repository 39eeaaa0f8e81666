import type { SavedSignIn, TokenStore } from '@mooring/dropbox';

/** Keeps a sign-in for as long as a test runs. */
export function memoryTokenStore(saved?: SavedSignIn): TokenStore {
  let signIn = saved;
  return {
    place: 'memory',
    load: async () => signIn,
    save: async (value) => {
      signIn = value;
    },
    clear: async () => {
      signIn = undefined;
    },
  };
}
