import type { FileSystemStatus } from '../file-system/live-file-system.ts';

/** What is known of the line to the store. */
export class Connection {
  #listed: boolean;
  #problem: string | undefined;
  #full: string | undefined;
  readonly #onChange: () => void;
  readonly #onRecovery: () => void;

  /**
   * @param listed whether the account has been read before
   * @param onRecovery called when the store answers again
   */
  constructor(listed: boolean, onChange: () => void, onRecovery: () => void) {
    this.#listed = listed;
    this.#onChange = onChange;
    this.#onRecovery = onRecovery;
  }

  /** Whether all that the store holds is known: then a name that is not in the tree is nowhere. */
  get listed(): boolean {
    return this.#listed;
  }

  get state(): FileSystemStatus['connection'] {
    if (this.#problem !== undefined) return 'offline';
    if (this.#full !== undefined) return 'full';
    return this.#listed ? 'online' : 'listing';
  }

  get problem(): string | undefined {
    return this.#problem ?? this.#full;
  }

  /** The store answered. */
  succeeded(): void {
    if (this.#problem === undefined) return;
    this.#problem = undefined;
    this.#onChange();
    this.#onRecovery();
  }

  /** What the store says to changes that wait for room in the account; undefined where none do. */
  setFull(problem: string | undefined): void {
    if (problem === this.#full) return;
    this.#full = problem;
    this.#onChange();
  }

  /** Something that has to go on cannot, for now. */
  failed(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#onChange();
  }

  markListed(): void {
    this.#listed = true;
    this.#onChange();
  }
}
