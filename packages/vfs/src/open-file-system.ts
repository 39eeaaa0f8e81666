import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { nameKey, type StorageProviderWith } from '@mooring/core';
import { Connection } from './connection/connection.ts';
import { QuotaWatch } from './connection/quota-watch.ts';
import type { ContentFiles } from './content/content-files.ts';
import { ContentStore } from './content/content-store.ts';
import { ContentTable } from './content/content-table.ts';
import { DiskContentFiles } from './content/disk-content-files.ts';
import { openDatabase } from './database/open-database.ts';
import { Settings } from './database/settings.ts';
import { syncDatabase } from './database/sync-database.ts';
import { Alarm } from './environment/alarm.ts';
import type { Environment } from './environment/environment.ts';
import { systemEnvironment } from './environment/system-environment.ts';
import { FileSystemError } from './error/file-system-error.ts';
import type { DrainReport, LiveFileSystem } from './file-system/live-file-system.ts';
import { FileOperations } from './local/file-operations.ts';
import type { LocalContext } from './local/local-context.ts';
import { LocalFileSystem } from './local/local-file-system.ts';
import { NameOperations } from './local/name-operations.ts';
import { OpenFiles } from './local/open-file.ts';
import { distrustCache, recoverContents } from './local/recover-contents.ts';
import { StatusReporter } from './local/status-reporter.ts';
import { localOnlyNames } from './names/local-only-names.ts';
import { Commits } from './remote/commits.ts';
import { Reconciler } from './remote/reconciler.ts';
import { RemoteWatch } from './remote/remote-watch.ts';
import { Sender } from './sending/sender.ts';
import { UploadTable } from './sending/upload-table.ts';
import { Invalidations } from './tree/invalidations.ts';
import { Tree } from './tree/tree.ts';

export interface FileSystemOptions {
  readonly provider: StorageProviderWith<'changes'>;
  /** Holds the database, and the content of files that are not uploaded yet. Created when missing. */
  readonly stateFolder: string;
  /** Holds the content of files that the store has too; may be emptied while nothing is mounted. Created when missing. */
  readonly cacheFolder: string;
  /** Most bytes of cached content to keep. 10 GiB unless told. */
  readonly cacheLimitBytes?: number | undefined;
  /** How long a file rests after its last change before it is uploaded, in milliseconds. 1000 unless told. */
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
  const { provider, environment = systemEnvironment, onError = () => {} } = options;
  const database = openDatabase(options.stateFolder);
  const tree = new Tree(database, (name) => nameKey(name, provider.traits));
  tree.initialize(environment.now());
  const settings = new Settings(database);
  const table = new ContentTable(database);
  const files =
    options.contentFiles ??
    (await DiskContentFiles.create(options.cacheFolder, options.stateFolder));
  const startedAt = bootId();
  if (![undefined, startedAt].includes(settings.get('running-since-boot'))) distrustCache(table);
  settings.set('running-since-boot', startedAt);
  await recoverContents(tree, table, files);

  const stop = new AbortController();
  const { signal } = stop;
  const recovery = new Alarm(environment);
  const commits = new Commits();
  const invalidations = new Invalidations();
  const contents = new ContentStore({
    table,
    files,
    provider,
    environment,
    pathOf: (ino) => tree.remotePath(ino) ?? tree.localPath(ino),
    cacheLimitBytes: options.cacheLimitBytes ?? defaultCacheLimitBytes,
    onError,
  });
  const reporter = new StatusReporter(tree, () => connection, environment);
  const connection: Connection = new Connection(
    settings.get('listed') === '1',
    () => reporter.changed(),
    () => {
      recovery.ring();
      sender.wake();
    },
  );
  const reconciler = new Reconciler({
    tree,
    contents,
    invalidations,
    hostName: options.hostName ?? hostname(),
    now: () => environment.now(),
  });
  const onChange = () => {
    reporter.changed();
    sender.wake();
  };
  const watch = new RemoteWatch({
    provider,
    tree,
    settings,
    commits,
    reconciler,
    connection,
    environment,
    signal,
    recovery,
    onChange,
    onError,
  });
  const openFiles = new OpenFiles();
  let draining = false;
  const sender: Sender = new Sender(
    {
      provider,
      tree,
      contents,
      uploads: new UploadTable(database),
      commits,
      reconciler,
      watch,
      connection,
      environment,
      signal,
      onError,
      isOpen: (ino) => openFiles.isOpen(ino),
      // Nobody can write any more, so a file that some program holds open is as finished as it will be.
      isWritten: (ino) => !draining && openFiles.isWritten(ino),
    },
    options.uploadDelayMs ?? defaultUploadDelayMs,
    () => reporter.changed(),
  );
  const context: LocalContext = {
    tree,
    contents,
    files: openFiles,
    commits,
    watch,
    connection,
    environment,
    localOnlyNames: localOnlyNames((name) => provider.traits.checkName(name) !== undefined),
    maxNameLength: provider.traits.maxNameLength,
    onChange,
    requireWritable: () => {
      if (draining) throw new FileSystemError('EROFS', 'the file system is being unmounted');
    },
    syncDatabase: () => syncDatabase(database),
  };
  const names = new NameOperations(context);
  const quota = new QuotaWatch(provider, settings, recovery);
  const work = [watch.run(), sender.run(), quota.run(signal)];

  async function drain(timeoutMs: number): Promise<DrainReport> {
    draining = true;
    sender.hurry();
    const settled = Promise.withResolvers<void>();
    const timer = environment.startTimer(timeoutMs, settled.resolve);
    const check = () => {
      if (tree.pendingTotals().changes === 0) settled.resolve();
    };
    const unlisten = reporter.listen(check);
    check();
    await settled.promise;
    timer.cancel();
    unlisten();
    const { changes, bytes } = tree.pendingTotals();
    return { pendingChanges: changes, pendingBytes: bytes };
  }

  async function close(): Promise<void> {
    draining = true;
    stop.abort(new FileSystemError('EIO', 'the file system is closed'));
    await Promise.all(work);
    const operations = new FileOperations(context, names);
    for (const { handle } of openFiles.all()) await operations.release(handle);
    await contents.settled();
    settings.delete('running-since-boot');
    database.close();
  }

  return new LocalFileSystem({
    context,
    names,
    files: new FileOperations(context, names),
    invalidations,
    quota,
    reporter,
    drain,
    close,
  });
}

/** Tells one start of the machine from another. */
function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
