import type { Invalidation } from '../file-system/file-system.ts';

export type InvalidationListener = (invalidation: Invalidation) => void;

/** Tells listeners what they must no longer believe. */
export class Invalidations {
  readonly #listeners = new Set<InvalidationListener>();

  listen(listener: InvalidationListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(invalidation: Invalidation): void {
    for (const listener of this.#listeners) listener(invalidation);
  }
}
