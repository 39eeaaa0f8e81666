import { openFileSystem } from '@mooring/vfs';
import type { ExitReason } from '../command-line/exit-code.ts';
import type { Log } from '../log.ts';
import { startMount } from '../session/start-mount.ts';
import { type UserFolders, userFolders } from '../settings/user-folders.ts';
import { openDropboxStore } from '../store/open-dropbox-store.ts';
import { openMemoryStore } from '../store/open-memory-store.ts';
import type { OpenedStore } from '../store/opened-store.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { fuseNativeTransport } from '../transport/fuse-native/fuse-native-transport.ts';
import { prepareMountPoint } from '../transport/prepare-mount-point.ts';

export const stores = ['dropbox', 'memory'] as const;
export type StoreName = (typeof stores)[number];

export interface MountCommandOptions {
  readonly store: StoreName;
  readonly folder: string;
  readonly account: string;
  readonly tokenFile?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly allowOther: boolean;
  readonly cacheLimitBytes: number;
  readonly drainTimeoutMs: number;
  readonly log: Log;
}

/** Mounts a store, serves it until somebody asks for the end, and uploads what is left. */
export async function mountCommand(options: MountCommandOptions): Promise<ExitReason> {
  const { folder, log } = options;
  const folders = userFolders();
  // Before anything is asked of the service: a folder that cannot be used is the most common mistake.
  await prepareMountPoint(folder, log);
  const store = await openStore(options, folders);
  try {
    const { provider, stateFolder, cacheFolder, source, keeping } = store;
    const { cacheLimitBytes } = options;
    const fileSystem = await openFileSystem({
      provider,
      stateFolder,
      cacheFolder,
      cacheLimitBytes,
      onError: (error) => log.error({ err: error }, 'the file system met a mistake'),
    });
    const terminal = createTerminal();
    const mount = await startMount({
      ...options,
      fileSystem,
      transport: fuseNativeTransport(),
      source,
      keeping,
      runtimeFolder: folders.runtime,
      terminal,
    });
    if (store.notice !== undefined) terminal.line(store.notice);
    await mount.endAsked;
    return await mount.end();
  } finally {
    await store.release();
  }
}

function openStore(options: MountCommandOptions, folders: UserFolders): Promise<OpenedStore> {
  switch (options.store) {
    case 'dropbox':
      return openDropboxStore({ ...options, folders });
    case 'memory':
      return openMemoryStore();
  }
}
