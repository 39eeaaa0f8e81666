import { nameKey, type StoragePath } from '@mooring/core';
import { nameRule } from '../name/name-rule.ts';

/** How long the service may take until all of it knows what it has made, in milliseconds. Seen: a few seconds. */
const doubtMs = 30_000;

const maxPaths = 1000;

/**
 * Paths that this provider has just made. The service may deny for a moment that they exist: a move right after a write
 * has been seen to find nothing to move.
 */
export class RecentlyMade {
  readonly #madeAt = new Map<string, number>();

  note(path: StoragePath): void {
    const key = nameKey(path, nameRule);
    this.#madeAt.delete(key);
    this.#madeAt.set(key, Date.now());
    const [oldest] = this.#madeAt.keys();
    if (this.#madeAt.size > maxPaths && oldest !== undefined) this.#madeAt.delete(oldest);
  }

  forget(path: StoragePath): void {
    this.#madeAt.delete(nameKey(path, nameRule));
  }

  has(path: StoragePath): boolean {
    const madeAt = this.#madeAt.get(nameKey(path, nameRule));
    return madeAt !== undefined && Date.now() - madeAt < doubtMs;
  }
}
