import { join } from 'node:path';
import { isStorageError, StorageError } from '@mooring/core';
import { fallbackTokenStore } from './fallback-token-store.ts';
import { fileTokenStore } from './file-token-store.ts';
import { keyringTokenStore } from './keyring-token-store.ts';
import type { TokenStore } from './token-store.ts';

export interface OpenTokenStoreOptions {
  /** Tells one sign-in from another, such as `personal` and `work`. Letters, digits, `-` and `_`. */
  readonly name: string;
  /** Where the file goes if there is no keyring. */
  readonly folder: string;
  /** `file` never asks for a keyring. `keyring` unless told. */
  readonly prefer?: 'keyring' | 'file' | undefined;
  /** Told in one line why the keyring is not used. */
  readonly onNotice?: ((line: string) => void) | undefined;
}

/**
 * The keyring of the desktop, or a file where there is none or it refuses. A sign-in that lies in the file is used even
 * where a keyring is there: it was made in a session without one, as over SSH.
 *
 * @throws StorageError `invalid-request` when the name is none; `corrupt` and `permission-denied` as the file does
 */
export async function openTokenStore(options: OpenTokenStoreOptions): Promise<TokenStore> {
  const { name, folder, prefer = 'keyring', onNotice } = options;
  if (!/^[\w-]+$/.test(name)) {
    const text = `${JSON.stringify(name)} is no name for a sign-in: use letters, digits, - and _`;
    throw new StorageError('invalid-request', text);
  }
  const file = fileTokenStore(join(folder, `dropbox-${name}.json`));
  if (prefer === 'file' || (await file.load()) !== undefined) return file;
  try {
    return fallbackTokenStore(await keyringTokenStore(`dropbox-${name}`), file, onNotice);
  } catch (error) {
    if (!isStorageError(error, 'unsupported')) throw error;
    onNotice?.(`${error.message}. The sign-in is kept in ${file.place}, which only you may read.`);
    return file;
  }
}
