import { type FileEntry, isStorageError, type Outcome } from '@mooring/core';
import { Backoff } from '../connection/backoff.ts';
import { Alarm } from '../environment/alarm.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { type Node, planFor } from '../tree/node.ts';
import { Blocked } from './blocked.ts';
import { classify } from './failure.ts';
import { FolderMaker } from './folder-maker.ts';
import { Mover } from './mover.ts';
import { targetPath } from './places.ts';
import type { SendingContext } from './sending-context.ts';
import { type Consignment, largestSingleWrite, Uploader } from './uploader.ts';

/** Small files of this many bytes together are held in memory for one batch. */
const batchBytes = 64 * 1024 * 1024;
const batchFiles = 1000;
const uploadsAtOnce = 4;
const fullRetryMs = 60_000;

/**
 * Tells the store what the user changed: again and again it looks at what is pending, plans each node, and takes the
 * next step of each. It keeps no list of work of its own, so that nothing is lost when it stops anywhere.
 */
export class Sender {
  readonly #context: SendingContext;
  readonly #mover: Mover;
  readonly #uploader: Uploader;
  readonly #folderMaker: FolderMaker;
  readonly #backoff: Backoff;
  readonly #alarm: Alarm;
  readonly #delayMs: number;
  readonly #onChange: () => void;
  /** Nodes that failed lately, and when to try them again. */
  readonly #resting = new Map<NodeId, { readonly until: number; readonly failures: number }>();
  #hurried = false;

  /** @param delayMs how long a node rests after its last change before it is sent */
  constructor(context: SendingContext, delayMs: number, onChange: () => void) {
    this.#context = context;
    this.#delayMs = delayMs;
    this.#onChange = onChange;
    this.#alarm = new Alarm(context.environment);
    this.#backoff = new Backoff(context.environment);
    this.#mover = new Mover(context);
    this.#uploader = new Uploader(context);
    this.#folderMaker = new FolderMaker(context, this.#mover);
  }

  /** Something may have become ready to be sent. */
  wake(): void {
    this.#alarm.ring();
  }

  /** From now on nothing rests before it is sent, and what failed is tried at once. */
  hurry(): void {
    this.#hurried = true;
    this.#resting.clear();
    this.wake();
  }

  /** Ends when the signal is aborted, and not before. */
  async run(): Promise<void> {
    const { signal } = this.#context;
    while (!signal.aborted) {
      try {
        const heard = this.#alarm.rings;
        const pause = await this.#round();
        this.#backoff.reset();
        if (pause !== 'none') await this.#alarm.wait(pause, signal, heard);
      } catch (error) {
        if (signal.aborted) return;
        this.#context.connection.failed(error);
        await this.#alarm.wait(this.#backoff.next(error), signal).catch(() => undefined);
      }
    }
  }

  /** Sends what is due. Returns how long nothing else will be, in milliseconds; undefined: until something changes. */
  async #round(): Promise<number | undefined | 'none'> {
    const due = this.#due();
    if (due.nodes.length === 0) return due.pause;
    await this.#eachOf(due.nodes, 'forget', ({ ino }) => {
      if (!this.#context.isOpen(ino)) this.#mover.forget(ino);
    });
    await this.#eachOf(due.nodes, 'merge', (node) => this.#merge(node));
    await this.#eachOf(due.nodes, 'move', (node) => this.#mover.move(node.ino));
    await this.#eachOf(due.nodes, 'remove', ({ ino }) =>
      this.#mover.remove(ino, 'leave to the taker'),
    );
    await this.#upload(due.nodes);
    await this.#eachOf(due.nodes, 'create-folder', (node) => this.#folderMaker.make(node.ino));
    this.#restRest(due.nodes);
    this.#onChange();
    return 'none';
  }

  /** What could not be settled and did not fail either, as it waits for something else, must not make a busy loop. */
  #restRest(nodes: readonly Node[]): void {
    const { tree, environment } = this.#context;
    for (const { ino, changedAt } of nodes) {
      const node = tree.get(ino);
      if (node?.changedAt === undefined || node.changedAt !== changedAt) continue;
      const until = this.#resting.get(ino)?.until ?? 0;
      if (until <= environment.now()) this.#rest(ino, Math.max(this.#delayMs, shortestRestMs));
    }
  }

  async #merge({ ino }: Node): Promise<void> {
    const { tree, reconciler } = this.#context;
    tree.transaction(() => reconciler.reconcile(new Set([ino])));
    const node = tree.get(ino);
    if (node !== undefined && planFor(node).kind === 'merge') await this.#uploader.resolve(ino);
  }

  #due(): { readonly nodes: readonly Node[]; readonly pause: number | undefined } {
    const { tree, environment, isWritten } = this.#context;
    const now = environment.now();
    const nodes: Node[] = [];
    let pause: number | undefined;
    for (const node of tree.pending()) {
      if (node.problem !== undefined || isWritten(node.ino)) continue;
      const rested = this.#hurried ? 0 : (node.changedAt ?? 0) + this.#delayMs;
      const wait = Math.max(rested, this.#resting.get(node.ino)?.until ?? 0) - now;
      // A clock that was set back must not hold up what was written.
      if (wait <= 0 || wait > Math.max(this.#delayMs, fullRetryMs)) nodes.push(node);
      else pause = Math.min(pause ?? wait, wait);
    }
    return { nodes, pause };
  }

  /** Takes a step for each node whose plan still asks for it. */
  async #eachOf(
    nodes: readonly Node[],
    kind: ReturnType<typeof planFor>['kind'],
    step: (node: Node) => Promise<void> | void,
  ): Promise<void> {
    for (const { ino } of nodes) {
      const node = this.#context.tree.get(ino);
      if (node === undefined || planFor(node).kind !== kind) continue;
      await this.#attempt(node, async () => step(node));
    }
  }

  async #upload(nodes: readonly Node[]): Promise<void> {
    const { provider } = this.#context;
    const waiting = nodes.filter(({ ino }) => {
      const node = this.#context.tree.get(ino);
      return node !== undefined && planFor(node).kind === 'upload' && !this.#context.isWritten(ino);
    });
    const small = provider.batch === undefined ? [] : waiting.filter(isSmall);
    const batched = small.length > 1 ? small : [];
    const single = waiting.filter((node) => !batched.includes(node));
    for (const group of groupsOf(batched)) await this.#uploadTogether(group);
    const queue = single.values();
    await Promise.all(
      Array.from({ length: uploadsAtOnce }, async () => {
        for (const node of queue) await this.#uploadAlone(node);
      }),
    );
  }

  async #uploadAlone(node: Node): Promise<void> {
    await this.#attempt(node, async () => {
      await this.#mover.prepare(node.ino);
      const consignment = await this.#uploader.prepare(node.ino);
      if (consignment === undefined) return;
      try {
        await this.#uploader.send(consignment);
      } finally {
        await this.#uploader.close(consignment);
      }
    });
  }

  async #uploadTogether(nodes: readonly Node[]): Promise<void> {
    const { provider, commits, signal } = this.#context;
    const { batch } = provider;
    const consignments: Consignment[] = [];
    try {
      for (const node of nodes) {
        await this.#attempt(node, async () => {
          await this.#mover.prepare(node.ino);
          const consignment = await this.#uploader.prepare(node.ino);
          if (consignment !== undefined) consignments.push(consignment);
        });
      }
      if (batch === undefined || consignments.length === 0) return;
      const touched = consignments.flatMap((each) => this.#uploader.touched(each));
      const outcomes = await commits.run([...new Set(touched)], async () => {
        const requests = await Promise.all(consignments.map((each) => this.#writeRequest(each)));
        const written = await batch.writeMany({ requests, signal });
        for (const [index, each] of consignments.entries()) {
          const outcome = written[index];
          if (outcome?.status === 'done') await this.#uploader.arrived(each, outcome.value);
        }
        return written;
      });
      for (const [index, each] of consignments.entries()) {
        await this.#attempt(each.node, async () => raiseFailure(outcomes[index]));
      }
    } finally {
      for (const each of consignments) await this.#uploader.close(each);
    }
  }

  async #writeRequest(consignment: Consignment) {
    const { path, mode, node } = consignment;
    return { path, mode, mtime: node.mtime, content: await this.#uploader.bytes(consignment) };
  }

  /**
   * Takes a step for one node, and deals with its failure if that concerns this node only.
   *
   * @throws when nothing else will fare better now
   */
  async #attempt(node: Node, step: () => Promise<void>): Promise<void> {
    try {
      await step();
      this.#resting.delete(node.ino);
      this.#context.connection.succeeded();
    } catch (error) {
      if (error instanceof Blocked) {
        this.#rest(node.ino, this.#delayMs);
        return;
      }
      if (this.#context.signal.aborted) throw error;
      switch (classify(error)) {
        case 'look':
          await this.#look(node, error);
          return;
        case 'parked':
          this.#park(node.ino, error);
          return;
        case 'full':
          this.#context.connection.failed(error);
          this.#rest(node.ino, fullRetryMs);
          return;
        case 'later':
          throw error;
        case undefined:
          this.#context.onError(error);
          this.#park(node.ino, error);
      }
    }
  }

  /** The store is not as we thought. What it has at the places of the node decides what comes next. */
  async #look(node: Node, error: unknown): Promise<void> {
    const { tree, watch } = this.#context;
    const failures = (this.#resting.get(node.ino)?.failures ?? 0) + 1;
    const current = tree.get(node.ino);
    const paths = new Set([tree.remotePath(node.ino), current && targetPath(tree, current)]);
    for (const path of paths) if (path !== undefined && path !== '/') await watch.look(path);
    if (failures >= maxFailures && current !== undefined) this.#park(node.ino, error);
    else this.#rest(node.ino, failures === 1 ? 0 : this.#delayMs * failures, failures);
  }

  #rest(ino: NodeId, milliseconds: number, failures = 0): void {
    const until = this.#context.environment.now() + milliseconds;
    this.#resting.set(ino, { until, failures });
  }

  #park(ino: NodeId, error: unknown): void {
    const { tree } = this.#context;
    const node = tree.get(ino);
    if (node === undefined) return;
    this.#resting.delete(ino);
    tree.save({ ...node, problem: isStorageError(error) ? error.message : String(error) });
  }
}

const maxFailures = 8;
const shortestRestMs = 200;

function raiseFailure(outcome: Outcome<FileEntry> | undefined): void {
  if (outcome?.status === 'failed') throw outcome.error;
}

function isSmall(node: Node): boolean {
  return node.size <= largestSingleWrite;
}

function* groupsOf(nodes: readonly Node[]): Generator<readonly Node[]> {
  let group: Node[] = [];
  let bytes = 0;
  for (const node of nodes) {
    if (group.length === batchFiles || bytes + node.size > batchBytes) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(node);
    bytes += node.size;
  }
  if (group.length > 0) yield group;
}
