import type { StorageProviderWith } from '@mooring/core';
import type { LiveFileSystem } from './file-system/live-file-system.ts';

export interface FileSystemOptions {
  readonly provider: StorageProviderWith<'changes'>;
  /** Holds the database: the tree, the journal of changes, upload sessions. Created when missing. */
  readonly stateFolder: string;
  /** Holds the content of files. What is not uploaded yet lies here too. Created when missing. */
  readonly cacheFolder: string;
  /** Most bytes of clean content to keep. 10 GiB unless told. */
  readonly cacheLimitBytes?: number | undefined;
  /** How long a file rests after its last change before it is uploaded. 1 s unless told. */
  readonly uploadDelayMs?: number | undefined;
  /** Named in the names of conflicted copies. The name of this machine unless told. */
  readonly hostName?: string | undefined;
}

/**
 * Opens the file system of an account: resolves as soon as the local tree can be served, without waiting for the network.
 *
 * @throws FileSystemError `EBUSY` when another process has the same state folder open
 */
export async function openFileSystem(options: FileSystemOptions): Promise<LiveFileSystem> {
  throw new Error(`not built yet: ${options.stateFolder}`);
}
