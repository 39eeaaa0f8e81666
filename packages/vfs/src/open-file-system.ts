import { nameKey, type StorageProviderWith } from '@mooring/core';
import type { ContentFiles } from './content/content-files.ts';
import { Engine } from './engine/engine.ts';
import { LocalFileSystem } from './engine/local-file-system.ts';
import { openLocalStorage } from './engine/local-storage.ts';
import type { Environment } from './environment/environment.ts';
import { systemEnvironment } from './environment/system-environment.ts';
import type { LiveFileSystem } from './file-system/live-file-system.ts';

export interface FileSystemOptions {
  readonly provider: StorageProviderWith<'changes'>;
  /** Holds the database, and the content of files that are not uploaded yet. Created when missing. */
  readonly stateFolder: string;
  /** Holds the content of files that the store has too; may be emptied while nothing is mounted. Created when missing. */
  readonly cacheFolder: string;
  /** Most bytes of cached content to keep. 10 GiB unless told. */
  readonly cacheLimitBytes?: number | undefined;
  /** How long the user has to rest before changes are uploaded, in milliseconds. 1000 unless told. */
  readonly uploadDelayMs?: number | undefined;
  /** Named in the names of conflicted copies. The name of this machine unless told. */
  readonly hostName?: string | undefined;
  /** Told of mistakes that nobody waits for. They are printed nowhere unless this does it. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Clock and randomness. Those of the machine unless told. */
  readonly environment?: Environment | undefined;
  /** Where contents lie. In `stateFolder` and `cacheFolder` unless told. */
  readonly contentFiles?: ContentFiles | undefined;
}

const defaultCacheLimitBytes = 10 * 1024 ** 3;
const defaultUploadDelayMs = 1000;

/**
 * Opens the file system of an account: resolves as soon as the local tree can be served, without waiting for the network.
 *
 * @throws FileSystemError `EBUSY` when another process has the same state folder open
 */
export async function openFileSystem(options: FileSystemOptions): Promise<LiveFileSystem> {
  const { provider, environment = systemEnvironment } = options;
  const storage = await openLocalStorage({
    stateFolder: options.stateFolder,
    cacheFolder: options.cacheFolder,
    contentFiles: options.contentFiles,
    keyOf: (name) => nameKey(name, provider.traits),
    now: environment.now(),
  });
  const engine = new Engine(
    {
      provider,
      cacheLimitBytes: options.cacheLimitBytes ?? defaultCacheLimitBytes,
      uploadDelayMs: options.uploadDelayMs ?? defaultUploadDelayMs,
      hostName: options.hostName,
      environment,
      onError: options.onError ?? (() => {}),
    },
    storage,
  );
  return new LocalFileSystem(engine);
}
