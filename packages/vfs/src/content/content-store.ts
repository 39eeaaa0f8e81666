import { type Revision, StorageError, type StoragePath, type StorageProvider } from '@mooring/core';
import type { Environment } from '../environment/environment.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { Content, type ContentBase, type ContentState } from './content.ts';
import type { ContentFiles } from './content-files.ts';
import type { ContentTable } from './content-table.ts';
import { cacheReserve, DiskSpace, databaseReserve } from './disk-space.ts';
import { distrust } from './distrust.ts';
import { Downloader } from './downloader.ts';
import { Eviction } from './eviction.ts';
import { hashContent } from './hash-content.ts';
import type { Lease } from './lease.ts';

interface Live {
  ino: NodeId;
  readonly lease: Promise<Lease>;
  /** Known as soon as the file is open. */
  content: Content | undefined;
  holders: number;
  /** Nobody will want it after the last holder: its file was removed, or has another content by now. */
  obsolete: boolean;
}

export interface ContentStoreOptions {
  readonly table: ContentTable;
  readonly files: ContentFiles;
  readonly provider: Pick<StorageProvider, 'read' | 'createHasher'>;
  readonly environment: Environment;
  /** The hash that the store tells of a revision, where it tells one. */
  readonly hashOf: (base: ContentBase) => string | undefined;
  /** Where the store has a node. */
  readonly pathOf: (ino: NodeId) => StoragePath | undefined;
  readonly cacheLimitBytes: number;
  /** Told of what went wrong where nobody waits. */
  readonly onError: (error: unknown) => void;
}

/** The contents of all files: which are here, in whole or in part, which are in use, and which can go. */
export class ContentStore {
  readonly #options: ContentStoreOptions;
  readonly #live = new Map<number, Live>();
  readonly #edited = new Map<NodeId, Content>();
  readonly #background = new Set<Promise<void>>();
  readonly #eviction: Eviction;
  /** For what is fetched, and for what the user writes. */
  readonly #cacheSpace: DiskSpace;
  readonly #ownSpace: DiskSpace;

  constructor(options: ContentStoreOptions) {
    this.#options = options;
    this.#eviction = new Eviction({
      table: options.table,
      limitBytes: options.cacheLimitBytes,
      isInUse: (id) => this.#live.has(id),
      drop: (id) => this.#drop(id),
    });
    this.#cacheSpace = new DiskSpace({
      measure: () => options.files.space('cached'),
      reserve: cacheReserve,
      makeRoom: (bytes) => this.#eviction.makeRoom(bytes),
    });
    this.#ownSpace = new DiskSpace({
      measure: () => options.files.space('kept'),
      reserve: databaseReserve,
      makeRoom: async (bytes) => {
        // What is being compared with its hash is in use until then.
        await this.idle();
        await this.#eviction.makeRoom(bytes);
      },
    });
    // The limit may be lower than it was the last time.
    this.#eviction.enforceLimit();
  }

  /** The edited content of a node, while it is in use: its size and time are ahead of the database. */
  editedInUse(ino: NodeId): Content | undefined {
    return this.#edited.get(ino);
  }

  /** A stored revision of a file, or what the user made of the file where there is no revision. */
  open(ino: NodeId, revision: Revision | undefined, size: number): Promise<Lease> {
    const { table, environment } = this.#options;
    const known = table
      .of(ino)
      .find(({ edited, base }) =>
        revision === undefined ? edited : !edited && base?.revision === revision,
      );
    if (known !== undefined) return this.#take(known);
    const base = revision === undefined ? undefined : this.#base(ino, revision);
    const edited = revision === undefined;
    return this.#take(
      table.insert(
        { ino, edited, size, base, present: edited ? undefined : [] },
        environment.now(),
      ),
    );
  }

  /** Gives a lease back. The last one closes the file, and drops what nobody will want. */
  async release({ content, downloader }: Lease): Promise<void> {
    const live = this.#live.get(content.id);
    if (live === undefined || --live.holders > 0) return;
    downloader.stop();
    this.#live.delete(content.id);
    if (this.#edited.get(content.ino) === content) this.#edited.delete(content.ino);
    if (!live.obsolete) this.save(content);
    await content.close();
    if (live.obsolete) void this.#drop(content.id);
    else this.#eviction.noteGrowth(content.filledBytes);
  }

  /** From now on the content is the user's own. Ask before the first change of it. */
  async edit(content: Content): Promise<void> {
    if (content.edited) return;
    content.edited = true;
    this.#edited.set(content.ino, content);
    this.save(content);
    // The size on disk is the size of the file from here on, so that a crash can find it again.
    await content.whileStill(async (file) => {
      await this.#options.files.keep(content.id, 'kept');
      await file.truncate(content.size);
    });
  }

  /**
   * Sees to room for what the user is about to write.
   *
   * @throws FileSystemError `ENOSPC` where the disk has none, or none but for the database
   */
  async makeRoomFor(bytes: number): Promise<void> {
    if (await this.#ownSpace.take(bytes)) return;
    throw new FileSystemError('ENOSPC', 'the local disk is full');
  }

  async write(content: Content, position: number | 'end', data: Uint8Array): Promise<void> {
    this.#markUnsaved(content);
    await content.write(position, data);
    this.#noteChange(content);
  }

  async truncate(content: Content, size: number): Promise<void> {
    this.#markUnsaved(content);
    await content.truncate(size);
    this.#noteChange(content);
  }

  /** Notes size and presence in the database. */
  save(content: Content): void {
    const { base } = content;
    const path = base && this.#options.pathOf(base.ino);
    if (base !== undefined && path !== undefined) content.base = { ...base, path };
    this.#options.table.save(content, this.#options.environment.now());
    content.unsaved = false;
  }

  /** The store has these bytes now, under this revision. */
  async settle(content: Content, revision: Revision): Promise<void> {
    content.base = this.#base(content.ino, revision);
    content.edited = false;
    this.#eviction.noteGrowth(content.size);
    if (this.#edited.get(content.ino) === content) this.#edited.delete(content.ino);
    this.save(content);
    await content.whileStill(() => this.#options.files.keep(content.id, 'cached'));
  }

  /** The store has the bytes of a revision of a node under another revision now, or at another node. */
  rebase(ino: NodeId, from: Revision, to: Pick<ContentBase, 'ino' | 'revision'>): void {
    const base = this.#base(to.ino, to.revision);
    this.#options.table.rebase(ino, from, base);
    for (const { ino: owner, content } of this.#live.values()) {
      if (owner === ino && content?.base?.revision === from) content.base = base;
    }
  }

  /** The content is another node's from now on. */
  reassign(content: Content, ino: NodeId): void {
    if (this.#edited.get(content.ino) === content) this.#edited.delete(content.ino);
    content.ino = ino;
    if (content.edited) this.#edited.set(ino, content);
    const live = this.#live.get(content.id);
    if (live !== undefined) {
      live.ino = ino;
      live.obsolete = false;
    }
    this.save(content);
  }

  /** Drops every content of a node but the one that is meant to stay. Those in use go with their last lease. */
  discard(ino: NodeId, keep?: Revision | 'edited'): void {
    for (const { id, edited, base } of this.#options.table.of(ino)) {
      const stays = keep === 'edited' ? edited : !edited && base?.revision === keep;
      if (keep !== undefined && stays) continue;
      const live = this.#live.get(id);
      if (live === undefined) void this.#drop(id);
      else this.#outdate(live);
    }
  }

  /** Those who have it open may go on with it, and nobody else sees what they do. */
  #outdate(live: Live): void {
    live.obsolete = true;
    if (this.#edited.get(live.ino) === live.content) this.#edited.delete(live.ino);
  }

  /** Resolves when nothing is done any more that nobody waits for. */
  async idle(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  #base(ino: NodeId, revision: Revision): ContentBase {
    return { ino, revision, path: this.#options.pathOf(ino) };
  }

  #take(state: ContentState): Promise<Lease> {
    let live = this.#live.get(state.id);
    if (live === undefined) {
      live = this.#load(state);
      this.#live.set(state.id, live);
    }
    live.holders++;
    return live.lease;
  }

  #load(state: ContentState): Live {
    const lease = this.#openFile(state);
    const live: Live = { ino: state.ino, lease, content: undefined, holders: 0, obsolete: false };
    lease.then(
      ({ content }) => {
        live.content = content;
      },
      () => this.#live.delete(state.id),
    );
    return live;
  }

  async #openFile(state: ContentState): Promise<Lease> {
    const { files, provider, pathOf, environment } = this.#options;
    const file = await files.open(state.id, state.edited ? 'kept' : 'cached');
    const trusted = state.edited ? state : distrust(state, await file.stat());
    const content = new Content(trusted, file, this.#cacheSpace);
    if (content.edited) this.#edited.set(content.ino, content);
    const downloader: Downloader = new Downloader(content, provider, pathOf, environment, () => {
      void this.#inBackground(this.#verify({ content, downloader }));
    });
    return { content, downloader };
  }

  /** Compares what was fetched with the hash that the store tells, and drops it when it is something else. */
  async #verify(lease: Lease): Promise<void> {
    const { provider, hashOf } = this.#options;
    const { content } = lease;
    const { base, generation } = content;
    const live = this.#live.get(content.id);
    const expected = base && hashOf(base);
    if (live === undefined || expected === undefined) return;
    live.holders++;
    try {
      const hash = await hashContent(content, provider.createHasher?.());
      if (hash === undefined || hash === expected) return;
      if (content.edited || content.generation !== generation || content.base !== base) return;
      content.forgetFetched();
      throw new StorageError('corrupt', 'a file came from the store with other bytes than it has');
    } finally {
      await this.release(lease);
    }
  }

  #markUnsaved(content: Content): void {
    if (content.unsaved) return;
    content.unsaved = true;
    this.#options.table.markUnsaved(content.id);
  }

  #noteChange(content: Content): void {
    // It may have been saved while this change was on its way to the disk.
    this.#markUnsaved(content);
    content.writtenAt = this.#options.environment.now();
    // What is here can be told from the length of the file only where nothing is missing.
    if (!content.complete) {
      this.#options.table.save(content, content.writtenAt);
      this.#options.table.markUnsaved(content.id);
    }
  }

  /** The row goes first: a file without a row is swept at the next start, a row without a file would lie. */
  #drop(id: number): Promise<void> {
    this.#options.table.delete(id);
    return this.#inBackground(this.#options.files.remove(id));
  }

  #inBackground(task: Promise<void>): Promise<void> {
    const done = task.catch(this.#options.onError).finally(() => this.#background.delete(done));
    this.#background.add(done);
    return done;
  }
}
