import { join } from 'node:path';
import { isStorageError } from '@mooring/core';
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
 * The keyring of the desktop, or a file where there is none. A sign-in that lies in the file is used even where a
 * keyring is there: it was made in a session without one, as over SSH.
 */
export async function openTokenStore(options: OpenTokenStoreOptions): Promise<TokenStore> {
  const { name, folder, prefer = 'keyring', onNotice } = options;
  const file = fileTokenStore(join(folder, `dropbox-${name}.json`));
  if (prefer === 'file' || (await file.load()) !== undefined) return file;
  try {
    return await keyringTokenStore(`dropbox-${name}`);
  } catch (error) {
    if (!isStorageError(error, 'unsupported')) throw error;
    onNotice?.(`${error.message}. The sign-in is kept in ${file.place}, which only you may read.`);
    return file;
  }
}
