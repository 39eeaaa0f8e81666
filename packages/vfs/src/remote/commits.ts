import type { NodeId } from '../file-system/node-id.ts';

/** A moment, in the order in which this process asked and changed things. */
export type Mark = number;

/**
 * Which nodes have a change on its way to the store, and which had one lately. A page of the change feed that was asked
 * for before such a change was done may show the state before it, the state after it, or our own change as if somebody
 * else had made it. What such a page says of these nodes cannot be trusted; the page is asked for again.
 */
export class Commits {
  readonly #running = new Map<NodeId, Set<Promise<void>>>();
  readonly #endedAt = new Map<NodeId, Mark>();
  #observers = 0;
  #clock: Mark = 0;

  /** Asks the store for something, and takes in the answer. The mark is the moment before the question. */
  async observe<Value>(observation: (mark: Mark) => Promise<Value>): Promise<Value> {
    this.#observers++;
    try {
      return await observation(++this.#clock);
    } finally {
      // Nobody holds a mark any more: changes that have ended are as good as never made.
      if (--this.#observers === 0) this.#endedAt.clear();
    }
  }

  /** Sends a change that concerns these nodes, and takes in that it is done. Several may concern one node at a time. */
  async run<Value>(nodes: Iterable<NodeId>, change: () => Promise<Value>): Promise<Value> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const concerned = new Set(nodes);
    for (const node of concerned) this.#begin(node, promise);
    try {
      return await change();
    } finally {
      for (const node of concerned) this.#end(node, promise);
      resolve();
    }
  }

  isRunning(node: NodeId): boolean {
    return this.#running.has(node);
  }

  /** Whether an answer that was asked for at the mark may miss or repeat a change of ours. */
  isUncertain(node: NodeId, mark: Mark): boolean {
    return this.#running.has(node) || (this.#endedAt.get(node) ?? 0) > mark;
  }

  /** Resolves when no change of the node is on its way of those that are now. */
  async ended(node: NodeId): Promise<void> {
    await Promise.all(this.#running.get(node) ?? []);
  }

  #begin(node: NodeId, change: Promise<void>): void {
    const changes = this.#running.get(node);
    if (changes === undefined) this.#running.set(node, new Set([change]));
    else changes.add(change);
  }

  #end(node: NodeId, change: Promise<void>): void {
    const changes = this.#running.get(node);
    changes?.delete(change);
    if (changes?.size === 0) this.#running.delete(node);
    this.#endedAt.set(node, ++this.#clock);
  }
}
