import type { Database } from '../database/database.ts';
import type { NamespaceId } from './entry.ts';

export type ChangeListener = (namespaces: ReadonlySet<NamespaceId>) => void;

/** Numbers all changes of all namespaces on one scale, and tells of them once they are written. */
export class ChangeLog {
  readonly #database: Database;
  readonly #listeners = new Set<ChangeListener>();
  #changed = new Set<NamespaceId>();
  #isWriting = false;
  #sequence: number;

  constructor(database: Database, lastSequence: number) {
    this.#database = database;
    this.#sequence = lastSequence;
  }

  /** The number of the last change. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Numbers a change of a namespace. To be called inside `write`. */
  next(namespace: NamespaceId): number {
    this.#changed.add(namespace);
    return ++this.#sequence;
  }

  /** All writes of the action, or none. Listeners hear of them together, at the end. */
  write<Value>(action: () => Value): Value {
    if (this.#isWriting) return this.#database.transaction(action);
    this.#isWriting = true;
    this.#changed = new Set();
    try {
      return this.#database.transaction(action);
    } finally {
      this.#isWriting = false;
      if (this.#changed.size > 0) {
        for (const listener of this.#listeners) listener(this.#changed);
      }
    }
  }

  /** Calls the listener after each write with the namespaces that changed. Returns the way to stop. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
