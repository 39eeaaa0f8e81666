import type { SavedSignIn } from './saved-sign-in.ts';

/** Keeps one sign-in between two runs of a program. */
export interface TokenStore {
  /** Where it is kept, for messages: `the desktop keyring`, or the path of a file. */
  readonly place: string;
  /**
   * @throws StorageError `corrupt` when something is there that is no sign-in; `permission-denied` when it cannot be
   * read
   */
  load(): Promise<SavedSignIn | undefined>;
  /** @throws StorageError `permission-denied` when it cannot be kept there */
  save(signIn: SavedSignIn): Promise<void>;
  /** @throws StorageError `permission-denied` when it cannot be removed from there */
  clear(): Promise<void>;
}
