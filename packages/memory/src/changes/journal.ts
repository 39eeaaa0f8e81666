import type { Change, StoragePath } from '@mooring/core';

export interface JournalRecord {
  readonly change: Change;
  /** The path of the change in the form in which the store compares paths. */
  readonly pathKey: StoragePath;
}

/** Every change to the tree, in order. A position is the number of changes before it. */
export class Journal {
  readonly #records: JournalRecord[] = [];
  readonly #listeners = new Set<() => void>();
  /** Cursors of an older generation have expired. */
  generation = 1;

  get end(): number {
    return this.#records.length;
  }

  at(position: number): JournalRecord | undefined {
    return this.#records[position];
  }

  append(record: JournalRecord): void {
    this.#records.push(record);
    this.#notify();
  }

  expireCursors(): void {
    this.generation++;
    this.#notify();
  }

  /** Calls back after each change, until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
