/** Entries that are there but not seen yet, as happens on a service that is spread over many machines. */
export class HiddenEntries {
  /** Look-ups that still miss it, by id. */
  readonly #left = new Map<string, number>();

  hide(id: string, lookUps: number): void {
    this.#left.set(id, lookUps);
  }

  /** Whether this look-up misses the entry. Counts it. */
  misses(id: string): boolean {
    const left = this.#left.get(id);
    if (left === undefined) return false;
    if (left <= 1) this.#left.delete(id);
    else this.#left.set(id, left - 1);
    return true;
  }
}
