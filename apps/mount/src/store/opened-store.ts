import type { StorageProviderWith } from '@mooring/core';
import type { Keeping } from '../control/control-protocol.ts';

/** A store that is ready to be mounted. */
export interface OpenedStore {
  readonly provider: StorageProviderWith<'changes'>;
  /** The service and the account, for people. */
  readonly source: string;
  /** What the user has to know of it at the start, in one line. */
  readonly notice?: string | undefined;
  /** Where the file system keeps its tree and journal. */
  readonly stateFolder: string;
  /** Where the file system keeps content. */
  readonly cacheFolder: string;
  readonly keeping: Keeping;
  /** Lets go of connections and of what is not to be kept. Comes after the file system is closed. */
  release(): Promise<void>;
}
