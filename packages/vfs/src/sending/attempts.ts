import { isStorageError } from '@mooring/core';
import type { NodeId } from '../file-system/node-id.ts';
import { type Node, planFor } from '../tree/node.ts';
import { Blocked } from './blocked.ts';
import { classify } from './failure.ts';
import { targetPath } from './places.ts';
import type { SendingContext } from './sending-context.ts';

interface Rest {
  /** Not to be tried before, in milliseconds since 1970. */
  readonly until: number;
  /** How often in a row the store was not as we thought. */
  readonly surprises: number;
  /** What the store said, where it has no room. */
  readonly full?: string;
}

/** A node is parked when the store surprises us this often in a row: then looking again does not help. */
const mostSurprises = 8;
const restMs = 1000;
const hurriedRestMs = 200;
const fullRestMs = 60_000;

/** Tries steps of nodes, and deals with failures that concern one node: it rests, or it is parked with the reason. */
export class Attempts {
  readonly #context: SendingContext;
  #restMs = restMs;
  readonly #resting = new Map<NodeId, Rest>();

  constructor(context: SendingContext) {
    this.#context = context;
  }

  /** When the node may be tried again, in milliseconds since 1970. */
  restsUntil(ino: NodeId): number {
    return this.#resting.get(ino)?.until ?? 0;
  }

  /** What rests is tried at once, and what fails again rests for a moment only. */
  hurry(): void {
    this.#restMs = hurriedRestMs;
    this.#resting.clear();
  }

  /** Holds a node back that could not be settled and did not fail, since it waits for something else. */
  postpone(ino: NodeId): void {
    if (this.restsUntil(ino) <= this.#context.environment.now()) this.#rest(ino, this.#restMs);
  }

  /**
   * Takes a step for one node.
   *
   * @throws when nothing else will fare better now
   */
  async run(node: Node, step: () => Promise<void> | void): Promise<void> {
    try {
      await step();
      this.#resting.delete(node.ino);
    } catch (error) {
      if (this.#context.signal.aborted) throw error;
      await this.#settle(node, error);
    }
  }

  async #settle(node: Node, error: unknown): Promise<void> {
    if (error instanceof Blocked) {
      this.#rest(node.ino, this.#restMs);
      return;
    }
    switch (classify(error)) {
      case 'look':
        await this.#look(node, error);
        return;
      case 'parked':
        this.#park(node.ino, error);
        return;
      case 'full':
        this.#restUntilRoom(node.ino, error);
        return;
      case 'later':
        throw error;
      case undefined:
        this.#context.onError(error);
        this.#park(node.ino, error);
    }
  }

  /** The store is not as we thought. What it has at the places of the node decides what comes next. */
  async #look(node: Node, error: unknown): Promise<void> {
    const { tree, watch } = this.#context;
    const surprises = (this.#resting.get(node.ino)?.surprises ?? 0) + 1;
    const current = tree.get(node.ino);
    const paths = new Set([tree.remotePath(node.ino), current && targetPath(tree, current)]);
    for (const path of paths) if (path !== undefined) await watch.look(path);
    if (surprises >= mostSurprises) this.#park(node.ino, error);
    else this.#rest(node.ino, surprises === 1 ? 0 : this.#restMs * surprises, surprises);
  }

  /** Tells whether anything that is still to be sent waits for room. */
  tellFull(): void {
    const { tree, connection } = this.#context;
    let full: string | undefined;
    for (const [ino, rest] of this.#resting) {
      const node = tree.get(ino);
      if (node?.changedAt === undefined) this.#resting.delete(ino);
      else if (planFor(node).kind === 'upload') full ??= rest.full;
    }
    connection.setFull(full);
  }

  #restUntilRoom(ino: NodeId, error: unknown): void {
    const until = this.#context.environment.now() + fullRestMs;
    const full = error instanceof Error ? error.message : String(error);
    this.#resting.set(ino, { until, surprises: 0, full });
  }

  #rest(ino: NodeId, milliseconds: number, surprises = 0): void {
    this.#resting.set(ino, { until: this.#context.environment.now() + milliseconds, surprises });
  }

  /** The data is kept and the reason shown, until somebody changes the file again. */
  #park(ino: NodeId, error: unknown): void {
    const { tree } = this.#context;
    const node = tree.get(ino);
    if (node === undefined) return;
    this.#resting.delete(ino);
    tree.save({ ...node, problem: isStorageError(error) ? error.message : String(error) });
  }
}
