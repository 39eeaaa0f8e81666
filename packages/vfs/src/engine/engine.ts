import { hostname } from 'node:os';
import { resumeReads, retry, type StorageProviderWith, withLayers } from '@mooring/core';
import { Connection } from '../connection/connection.ts';
import { QuotaWatch } from '../connection/quota-watch.ts';
import { reportSuccess } from '../connection/report-success.ts';
import { ContentStore } from '../content/content-store.ts';
import { syncDatabase } from '../database/sync-database.ts';
import { Alarm } from '../environment/alarm.ts';
import type { Environment } from '../environment/environment.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import type { DrainReport } from '../file-system/live-file-system.ts';
import { FileOperations } from '../local/file-operations.ts';
import type { LocalContext } from '../local/local-context.ts';
import { NameOperations } from '../local/name-operations.ts';
import { OpenFiles } from '../local/open-files.ts';
import { StatusReporter } from '../local/status-reporter.ts';
import { localOnlyNames } from '../names/local-only-names.ts';
import { Commits } from '../remote/commits.ts';
import { Reconciler } from '../remote/reconciler.ts';
import { RemoteWatch } from '../remote/remote-watch.ts';
import { Sender } from '../sending/sender.ts';
import { UploadTable } from '../sending/upload-table.ts';
import { Invalidations } from '../tree/invalidations.ts';
import { closeLocalStorage, type LocalStorage } from './local-storage.ts';

export interface EngineOptions {
  readonly provider: StorageProviderWith<'changes'>;
  readonly cacheLimitBytes: number;
  readonly uploadDelayMs: number;
  /** Named in the names of conflicted copies. The name of this machine unless told. */
  readonly hostName?: string | undefined;
  readonly environment: Environment;
  readonly onError: (error: unknown) => void;
}

/** How often a read is sent before the program is told that it failed. With the pauses in between, a few seconds. */
const readAttempts = 4;

/** All the parts of one file system, put together and at work until it is closed. */
export class Engine {
  readonly #storage: LocalStorage;
  readonly #environment: Environment;
  readonly #stop = new AbortController();
  readonly #contents: ContentStore;
  readonly #sender: Sender;
  readonly #openFiles = new OpenFiles();
  readonly #work: readonly Promise<void>[];
  #draining = false;
  readonly context: LocalContext;
  readonly invalidations: Invalidations = new Invalidations();
  readonly names: NameOperations;
  readonly files: FileOperations;
  readonly quota: QuotaWatch;
  readonly reporter: StatusReporter;

  constructor(options: EngineOptions, storage: LocalStorage) {
    const { environment, onError, hostName = hostname() } = options;
    const { tree, settings, database, table } = storage;
    const { signal } = this.#stop;
    this.#storage = storage;
    this.#environment = environment;

    const recovery = new Alarm(environment);
    const connection = new Connection(
      settings.get('listed') === '1',
      () => this.reporter.changed(),
      () => {
        recovery.ring();
        this.#sender.wake();
      },
    );
    const provider = withLayers(
      options.provider,
      reportSuccess(() => connection.succeeded()),
    );
    const { traits } = provider;
    const keptNames = localOnlyNames((name) => traits.checkName(name));
    this.reporter = new StatusReporter(tree, connection, environment, keptNames);
    this.#contents = new ContentStore({
      table,
      files: storage.files,
      // A program waits for these bytes, and a break of the line that passes need not be its problem.
      provider: withLayers(
        provider,
        resumeReads({ clock: environment }),
        retry({ attempts: readAttempts, clock: environment, random: () => environment.random() }),
      ),
      environment,
      hashOf: ({ ino, revision }) => {
        const node = tree.get(ino);
        return node?.revision === revision ? node.hash : undefined;
      },
      pathOf: (ino) => tree.remotePath(ino),
      cacheLimitBytes: options.cacheLimitBytes,
      onError,
    });
    const contents = this.#contents;
    this.quota = new QuotaWatch(provider, settings, environment, signal);
    const commits = new Commits();
    const reconciler = new Reconciler({
      tree,
      contents,
      invalidations: this.invalidations,
      hostName,
      now: () => environment.now(),
    });
    const onChange = () => {
      this.quota.changed();
      this.reporter.changed();
      this.#sender.changed();
    };
    const shared = { provider, tree, contents, commits, connection, environment };
    const watch = new RemoteWatch({
      ...shared,
      settings,
      reconciler,
      signal,
      recovery,
      onChange,
      onError,
    });
    this.#sender = new Sender(
      {
        ...shared,
        uploads: new UploadTable(database),
        reconciler,
        watch,
        signal,
        onError,
        isOpen: (ino) => this.#openFiles.isOpen(ino),
        // While draining nobody can write any more, whoever still has the file open.
        isWritten: (ino) => !this.#draining && this.#openFiles.isWritten(ino),
      },
      options.uploadDelayMs,
      () => {
        this.quota.changed();
        this.reporter.changed();
      },
    );
    this.context = {
      ...shared,
      files: this.#openFiles,
      watch,
      localOnlyNames: keptNames,
      invalidations: this.invalidations,
      hostName,
      maxNameLength: traits.maxNameLength,
      onChange,
      requireWritable: () => {
        if (this.#draining)
          throw new FileSystemError('EROFS', 'the file system is being unmounted');
      },
      syncDatabase: () => syncDatabase(database),
    };
    this.names = new NameOperations(this.context);
    this.files = new FileOperations(this.context, this.names);
    this.quota.start();
    this.#work = [watch.run(), this.#sender.run()];
  }

  /** Takes no more changes, and sends what is pending. Resolves when all is sent or the time is up. */
  async drain(timeoutMs: number): Promise<DrainReport> {
    const { tree } = this.#storage;
    this.#draining = true;
    for (const { handle } of this.#openFiles.all()) await this.files.flush(handle);
    this.#sender.hurry();
    const settled = Promise.withResolvers<void>();
    const timer = this.#environment.startTimer(timeoutMs, settled.resolve);
    const check = () => {
      if (tree.pendingTotals().changes === 0) settled.resolve();
    };
    const unlisten = this.reporter.listen(check);
    check();
    await settled.promise;
    timer.cancel();
    unlisten();
    const { changes, bytes } = tree.pendingTotals();
    return { pendingChanges: changes, pendingBytes: bytes };
  }

  /** Stops all work. What is pending stays in the journal. */
  async close(): Promise<void> {
    this.#draining = true;
    this.#stop.abort(new FileSystemError('EIO', 'the file system is closed'));
    await Promise.all(this.#work);
    for (const { handle } of this.#openFiles.all()) await this.files.release(handle);
    await this.#contents.idle();
    await this.quota.idle();
    closeLocalStorage(this.#storage);
  }
}
