import type { NamespaceId } from '../tree/entry.ts';

/** One writer at a time in each namespace; the others queue in order. */
export class NamespaceLocks {
  readonly #tails = new Map<NamespaceId, Promise<void>>();
  readonly #waiting = new Map<NamespaceId, number>();

  /** How many hold or wait for a namespace. */
  depth(namespace: NamespaceId): number {
    return this.#waiting.get(namespace) ?? 0;
  }

  /** Runs the action while no other writer is in any of the namespaces. */
  async hold<Value>(
    namespaces: Iterable<NamespaceId>,
    action: () => Value | Promise<Value>,
  ): Promise<Value> {
    // Taken in one order by everybody, so that two writers never wait for each other.
    const ordered = [...new Set(namespaces)].sort((a, b) => a - b);
    const releases: (() => void)[] = [];
    try {
      for (const namespace of ordered) releases.push(await this.#acquire(namespace));
      return await action();
    } finally {
      for (const release of releases) release();
    }
  }

  async #acquire(namespace: NamespaceId): Promise<() => void> {
    const before = this.#tails.get(namespace);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tails.set(namespace, promise);
    this.#waiting.set(namespace, this.depth(namespace) + 1);
    await before;
    return () => {
      const left = this.depth(namespace) - 1;
      if (left > 0) {
        this.#waiting.set(namespace, left);
      } else {
        this.#waiting.delete(namespace);
        this.#tails.delete(namespace);
      }
      resolve();
    };
  }
}
