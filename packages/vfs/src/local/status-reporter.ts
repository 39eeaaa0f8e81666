import type { Connection } from '../connection/connection.ts';
import type { Environment } from '../environment/environment.ts';
import type { FileSystemStatus, ParkedFile } from '../file-system/live-file-system.ts';
import type { LocalOnlyNames } from '../names/local-only-names.ts';
import type { Node } from '../tree/node.ts';
import type { Tree } from '../tree/tree.ts';

const shortestIntervalMs = 250;

/** Tells whoever listens how the file system stands, and not too often. */
export class StatusReporter {
  readonly #tree: Tree;
  readonly #connection: Connection;
  readonly #environment: Environment;
  readonly #localOnlyNames: LocalOnlyNames;
  readonly #listeners = new Set<(status: FileSystemStatus) => void>();
  #scheduled = false;

  constructor(
    tree: Tree,
    connection: Connection,
    environment: Environment,
    localOnlyNames: LocalOnlyNames,
  ) {
    this.#tree = tree;
    this.#connection = connection;
    this.#environment = environment;
    this.#localOnlyNames = localOnlyNames;
  }

  status(): FileSystemStatus {
    const { state, problem } = this.#connection;
    const { changes, bytes } = this.#tree.pendingTotals();
    return {
      connection: state,
      ...(problem === undefined ? {} : { problem }),
      nodes: this.#tree.count(),
      pendingChanges: changes,
      pendingBytes: bytes,
      parked: [
        ...this.#tree.parked().map((node) => this.#parked(node, node.problem ?? '')),
        ...this.#tree.keptHere().flatMap((node) => {
          const reason = this.#localOnlyNames.problem(node.place?.name ?? '');
          return reason === undefined ? [] : this.#parked(node, reason);
        }),
      ],
    };
  }

  #parked({ ino, place }: Node, reason: string): ParkedFile {
    return { path: this.#tree.localPath(ino) ?? place?.name ?? '', reason };
  }

  listen(listener: (status: FileSystemStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something may be different from what the listeners were told. */
  changed(): void {
    if (this.#scheduled || this.#listeners.size === 0) return;
    this.#scheduled = true;
    this.#environment.startTimer(shortestIntervalMs, () => {
      this.#scheduled = false;
      if (this.#listeners.size === 0) return;
      const status = this.status();
      for (const listener of this.#listeners) listener(status);
    });
  }
}
