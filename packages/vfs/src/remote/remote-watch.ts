import {
  type Change,
  type ChangeCursor,
  type Entry,
  isStorageError,
  type ListPage,
  type ListRequest,
  type PageCursor,
  rootPath,
  type StoragePath,
  type StorageProviderWith,
} from '@mooring/core';
import { Backoff } from '../connection/backoff.ts';
import type { Connection } from '../connection/connection.ts';
import type { Settings } from '../database/settings.ts';
import type { Alarm } from '../environment/alarm.ts';
import type { Environment } from '../environment/environment.ts';
import { Patience } from '../environment/patience.ts';
import type { NodeId } from '../file-system/node-id.ts';
import type { Tree } from '../tree/tree.ts';
import type { Commits, Mark } from './commits.ts';
import { Observation } from './observation.ts';
import type { Reconciler } from './reconciler.ts';
import { UncertainObservation } from './uncertain-observation.ts';

export interface RemoteWatchOptions {
  readonly provider: Pick<StorageProviderWith<'changes'>, 'list' | 'stat' | 'changes'>;
  readonly tree: Tree;
  readonly settings: Settings;
  readonly commits: Commits;
  readonly reconciler: Reconciler;
  readonly connection: Connection;
  readonly environment: Environment;
  /** Aborted when the file system closes. */
  readonly signal: AbortSignal;
  /** Rung when it may be worth trying the store again. */
  readonly recovery: Alarm;
  /** Called after the user's view or what is pending may have changed. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

const waitTimeoutMs = 120_000;
/** Entries taken in at a time while listing, so that programs are served in between. */
const sliceLength = 250;

/** Keeps the tree in line with the store: one recursive listing at first, then the change feed for ever. */
export class RemoteWatch {
  readonly #options: RemoteWatchOptions;
  readonly #backoff: Backoff;
  readonly #listings = new Map<NodeId, Promise<void>>();
  /** While the account is listed: what was known before, or became known by other questions meanwhile. */
  readonly #seenBefore = new Set<NodeId>();

  constructor(options: RemoteWatchOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.environment);
  }

  /** Ends when the signal is aborted, and not before. */
  async run(): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#follow(await this.#start());
      } catch (error) {
        if (signal.aborted) return;
        await this.#recover(error).catch(() => undefined);
      }
    }
  }

  /** Lists one folder ahead of the rest, where the whole account has not been listed yet. */
  list(folder: NodeId, path: StoragePath): Promise<void> {
    let listing = this.#listings.get(folder);
    if (listing === undefined) {
      listing = this.#listFolder(folder, path).finally(() => this.#listings.delete(folder));
      this.#listings.set(folder, listing);
    }
    return listing;
  }

  async #listFolder(folder: NodeId, path: StoragePath): Promise<void> {
    using patience = new Patience(this.#options.environment);
    for await (const page of this.#listed({ path, signal: patience.signal })) {
      for (const node of page.nodes) this.#seenBefore.add(node);
      patience.renew();
    }
    this.#options.tree.markListed(folder);
  }

  /** Asks the store for all that a folder holds, and takes that in. */
  async refresh(path: StoragePath): Promise<void> {
    for await (const _ of this.#listed({ path, recursive: true }));
  }

  /** Where the feed continues; after a full listing where there is nothing to continue. */
  async #start(): Promise<ChangeCursor> {
    const known = this.#options.settings.get('cursor');
    return known === undefined ? this.#listAll() : (known as ChangeCursor);
  }

  async #listAll(): Promise<ChangeCursor> {
    const { provider, connection, settings, signal, tree } = this.#options;
    const before = await provider.changes.latest({ path: rootPath, signal });
    this.#seenBefore.clear();
    for (const ino of tree.inodes()) this.#seenBefore.add(ino);
    const seen = new Set<NodeId>();
    let cursor = before;
    for await (const page of this.#listed({ path: rootPath, recursive: true })) {
      for (const node of page.nodes) seen.add(node);
      if (page.asOf !== undefined) cursor = page.asOf;
    }
    await this.#lookFor([...this.#seenBefore].filter((ino) => !seen.has(ino)));
    this.#seenBefore.clear();
    settings.set('cursor', cursor);
    settings.set('listed', '1');
    connection.markListed();
    return cursor;
  }

  /** The pages of a listing, taken in, with the nodes of their entries. */
  async *#listed(request: ListRequest): AsyncGenerator<ListPage & { nodes: readonly NodeId[] }> {
    const { provider, commits } = this.#options;
    const signals = [this.#options.signal, request.signal].filter((each) => each !== undefined);
    const signal = AbortSignal.any(signals);
    let cursor: PageCursor | undefined;
    do {
      const page = await commits.observe(async (mark) => {
        const answer = await provider.list({ ...request, cursor, signal });
        return { ...answer, nodes: await this.#takeEntries(answer.entries, mark) };
      });
      yield page;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async #follow(start: ChangeCursor): Promise<never> {
    const { provider, signal } = this.#options;
    let cursor = start;
    for (;;) {
      const page = await this.#pull(cursor);
      cursor = page.cursor;
      this.#backoff.reset();
      let changed = page.more;
      while (!changed) {
        const result = await provider.changes.wait({ cursor, timeoutMs: waitTimeoutMs, signal });
        changed = result.changed;
        if (result.retryAfterMs !== undefined) {
          await this.#options.recovery.wait(result.retryAfterMs, signal);
        }
      }
    }
  }

  /** One page of the feed: its changes and its cursor are taken in together, or not at all. */
  async #pull(cursor: ChangeCursor) {
    const { provider, commits, settings, signal } = this.#options;
    for (;;) {
      const crossed = await commits.observe(async (mark) => {
        const page = await provider.changes.pull({ cursor, signal });
        const node = this.#take(mark, (observation) => {
          for (const change of page.changes) apply(observation, change);
          settings.set('cursor', page.cursor);
        });
        return node === undefined ? { page } : { node };
      });
      if (crossed.page !== undefined) return crossed.page;
      await commits.ended(crossed.node);
    }
  }

  async #takeEntries(entries: readonly Entry[], mark: Mark): Promise<readonly NodeId[]> {
    const nodes: NodeId[] = [];
    for (let start = 0; start < entries.length; start += sliceLength) {
      nodes.push(...(await this.#takeSlice(entries.slice(start, start + sliceLength), mark)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return nodes;
  }

  async #takeSlice(entries: readonly Entry[], mark: Mark): Promise<readonly NodeId[]> {
    const nodes: NodeId[] = [];
    const crossed = this.#take(mark, (observation) => {
      for (const entry of entries) nodes.push(observation.upsert(entry));
    });
    if (crossed === undefined) return nodes;
    // Nothing of the slice was taken in. The entry that crossed a change is looked at anew, then the others.
    const doubtful = nodes.length;
    await this.#options.commits.ended(crossed);
    const found = await this.look((entries[doubtful] as Entry).path);
    const others = await this.#takeSlice(entries.toSpliced(doubtful, 1), mark);
    return [crossed, ...(found === undefined ? [] : [found]), ...others];
  }

  /** Asks the store what it has at a path, and takes that in. Returns its node, if there is anything. */
  async look(path: StoragePath): Promise<NodeId | undefined> {
    const { provider, commits, signal } = this.#options;
    for (;;) {
      let found: NodeId | undefined;
      const crossed = await commits.observe(async (mark) => {
        const entry = await provider.stat({ path, signal }).catch(unlessNotFound);
        return this.#take(mark, (observation) => {
          if (entry === undefined) observation.remove(path);
          else found = observation.upsert(entry);
        });
      });
      if (crossed === undefined) return found;
      await commits.ended(crossed);
    }
  }

  /** Returns the node whose change the answer crossed; then nothing was taken in. */
  #take(mark: Mark, observe: (observation: Observation) => void): NodeId | undefined {
    const { tree, commits, reconciler, environment, onChange } = this.#options;
    try {
      tree.transaction(() => {
        const observation = new Observation(tree, commits, mark, environment.now());
        observe(observation);
        reconciler.reconcile(observation.touched);
      });
    } catch (error) {
      if (error instanceof UncertainObservation) return error.node;
      throw error;
    }
    onChange();
    return undefined;
  }

  /**
   * What was seen before and a full listing does not show is gone from the store, or moved about by changes of ours
   * meanwhile; so the store is asked once more. A folder that is gone takes all in it with it, so that costs few
   * questions. What is new since the listing began is none of this: the feed goes on from there.
   */
  async #lookFor(unseen: readonly NodeId[]): Promise<void> {
    for (const ino of unseen) {
      const path = this.#options.tree.remotePath(ino);
      if (path !== undefined) await this.look(path);
    }
  }

  async #recover(error: unknown): Promise<void> {
    const { settings, connection, recovery, signal, onError } = this.#options;
    if (isStorageError(error, 'cursor-expired')) {
      settings.delete('cursor');
      return;
    }
    if (!isStorageError(error)) onError(error);
    connection.failed(error);
    await recovery.wait(this.#backoff.next(error), signal);
  }
}

function unlessNotFound(error: unknown): undefined {
  if (!isStorageError(error, 'not-found')) throw error;
}

function apply(observation: Observation, change: Change): void {
  if (change.kind === 'upsert') observation.upsert(change.entry);
  else observation.remove(change.path);
}
