import type { Environment } from '../../src/environment/environment.ts';

interface Pending {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to run, and the same random numbers every time. */
export class VirtualEnvironment implements Environment {
  #now = Date.UTC(2026, 0, 1);
  #seed = 1;
  readonly #timers = new Set<Pending>();

  now(): number {
    return this.#now;
  }

  random(): number {
    // Numerical Recipes' linear congruential generator: plenty for jitter and names.
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }

  startTimer(milliseconds: number, callback: () => void) {
    const pending = { at: this.#now + milliseconds, callback };
    this.#timers.add(pending);
    return { cancel: () => this.#timers.delete(pending) };
  }

  /** Lets time pass: each timer goes off when it is due, and all that follows from it happens before the next one. */
  async run(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await this.turn();
    for (let next = this.#next(); next !== undefined && next.at <= end; next = this.#next()) {
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.callback();
      await this.turn();
    }
    this.#now = end;
  }

  /** Lets all happen that needs no time. */
  async turn(turns = 8): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  #next(): Pending | undefined {
    let next: Pending | undefined;
    for (const timer of this.#timers) if (next === undefined || timer.at < next.at) next = timer;
    return next;
  }
}
