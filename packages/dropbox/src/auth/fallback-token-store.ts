import type { TokenStore } from './token-store.ts';

/**
 * Keeps the sign-in in the first store, and in the second one from when the first refuses to save it. A keyring that can
 * be read may have nobody who could unlock it.
 */
export function fallbackTokenStore(
  first: TokenStore,
  second: TokenStore,
  onNotice: ((line: string) => void) | undefined,
): TokenStore {
  let store = first;
  return {
    get place() {
      return store.place;
    },
    load: () => store.load(),
    async save(signIn) {
      if (store === second) return second.save(signIn);
      try {
        await first.save(signIn);
      } catch (error) {
        await second.save(signIn);
        store = second;
        onNotice?.(
          `${reasonOf(error)}. The sign-in is kept in ${second.place}, which only you may read.`,
        );
      }
    },
    async clear() {
      await second.clear();
      // What it held before it refused is an older sign-in, which is to be forgotten too.
      await first.clear();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
