import { StorageError } from '@mooring/core';
import type { AsyncEntry } from '@napi-rs/keyring';
import { parseSignIn } from './saved-sign-in.ts';
import type { TokenStore } from './token-store.ts';

const service = 'mooring';

/**
 * Keeps the sign-in in the keyring of the desktop, under a name.
 *
 * @throws StorageError `unsupported` where there is no keyring that outlasts a restart
 */
export async function keyringTokenStore(name: string): Promise<TokenStore> {
  const entry = await openEntry(name);
  return {
    place: 'the desktop keyring',
    async load() {
      const text = await orFailure(entry.getPassword(), 'cannot be read');
      if (text === null || text === undefined) return undefined;
      const signIn = parseSignIn(text);
      if (signIn === undefined) {
        throw new StorageError(
          'corrupt',
          `the desktop keyring holds no Dropbox sign-in under ${JSON.stringify(name)}; sign in again`,
        );
      }
      return signIn;
    },
    save: (signIn) =>
      orFailure(entry.setPassword(JSON.stringify(signIn)), 'does not take the sign-in'),
    async clear() {
      await orFailure(entry.deleteCredential(), 'does not let go of the sign-in');
    },
  };
}

async function orFailure<Value>(use: Promise<Value>, problem: string): Promise<Value> {
  try {
    return await use;
  } catch (error) {
    const text = `the desktop keyring ${problem}: ${reasonOf(error)}`;
    throw new StorageError('permission-denied', text, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function openEntry(name: string): Promise<AsyncEntry> {
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    // The library would fall back to the kernel's keyring, which forgets everything at a restart.
    const entry = new AsyncEntry(service, name, { linux: { store: 'secret-service' } });
    // A keyring that is installed may still be locked, or have nobody to unlock it. Only a use of it tells.
    await entry.getPassword();
    return entry;
  } catch (error) {
    throw new StorageError('unsupported', `no desktop keyring: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
