import type { Clock, ClockTimer } from './clock.ts';

interface Pending {
  readonly at: number;
  readonly callback: () => void;
  /** Whether somebody waits for it, as far as the process is concerned. */
  counts: boolean;
}

/** A clock that stands still until it is told to go on, for tests of code that waits. */
export class ManualClock implements Clock {
  #now: number;
  readonly #pending = new Set<Pending>();

  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  startTimer(milliseconds: number, callback: () => void): ClockTimer {
    const timer: Pending = { at: this.#now + Math.max(0, milliseconds), callback, counts: true };
    this.#pending.add(timer);
    return {
      cancel: () => {
        this.#pending.delete(timer);
      },
      unref: () => {
        timer.counts = false;
      },
    };
  }

  /** How many timers are running that would keep a process alive. */
  get timerCount(): number {
    return [...this.#pending].filter(({ counts }) => counts).length;
  }

  /**
   * Lets time pass. Timers go off one by one, the earliest first, and what a timer sets going has its turn before
   * the next timer, as far as it waits for nothing outside of this process.
   */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await turn();
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#pending.delete(timer);
      this.#now = timer.at;
      timer.callback();
      await turn();
    }
    this.#now = end;
  }

  #next(end: number): Pending | undefined {
    let next: Pending | undefined;
    for (const timer of this.#pending) {
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    }
    return next;
  }
}

/** Lets everything run that is ready to. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
