import type { Json } from '../raw/raw-client.ts';

/** What a client knows of a tree that has applied listings and changes by the rules of the documentation. */
export class Replica {
  readonly #entries = new Map<string, string>();

  apply(entries: readonly Json[]): void {
    for (const entry of entries) {
      const { path_lower: path } = entry;
      switch (entry['.tag']) {
        case 'file':
          this.#drop(path);
          this.#entries.set(path, `file ${entry.path_display} ${entry.rev}`);
          break;
        case 'folder':
          this.#entries.set(path, `folder ${entry.path_display}`);
          break;
        case 'deleted':
          this.#drop(path);
          break;
      }
    }
  }

  get lines(): readonly string[] {
    return [...this.#entries.values()].sort();
  }

  /** Takes a path away with all that is below it. */
  #drop(path: string): void {
    for (const other of this.#entries.keys()) {
      if (other === path || other.startsWith(`${path}/`)) this.#entries.delete(other);
    }
  }
}
