import type { Clock } from '../clock/clock.ts';

/** Something that is to happen by a time, which is counted in ticks. */
export interface Deadline {
  readonly due: number;
  readonly timeUp: () => void;
  /** Where it stands among those that are pending. */
  index: number;
}

/**
 * Many deadlines on one timer. A timer of its own for every call would cost more than all layers together, and nearly all
 * would be cancelled. The price is that a deadline may pass up to two ticks late. Ticks are counted, and not read
 * off a clock, so a clock that jumps ends nothing.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #pending: Deadline[] = [];
  #now = 0;
  #ticking = false;

  constructor(clock: Clock, tickMs: number) {
    this.#clock = clock;
    this.#tickMs = tickMs;
  }

  start(milliseconds: number, timeUp: () => void): Deadline {
    // The tick under way is over sooner than a tick from now.
    const due = this.#now + Math.ceil(milliseconds / this.#tickMs) + 1;
    const deadline = { due, timeUp, index: this.#pending.length };
    this.#pending.push(deadline);
    if (!this.#ticking) this.#startTick();
    return deadline;
  }

  cancel(deadline: Deadline): void {
    if (this.#pending[deadline.index] !== deadline) return;
    const last = this.#pending.pop();
    if (last === undefined || last === deadline) return;
    last.index = deadline.index;
    this.#pending[last.index] = last;
  }

  #startTick(): void {
    this.#ticking = true;
    const timer = this.#clock.startTimer(this.#tickMs, () => this.#tick());
    // A call keeps the process alive by its connection. The tick goes on a little when all calls are over, and shall not.
    timer.unref?.();
  }

  #tick(): void {
    this.#now++;
    this.#ticking = false;
    for (const deadline of this.#pending.filter(({ due }) => due <= this.#now)) {
      this.cancel(deadline);
      deadline.timeUp();
    }
    if (this.#pending.length > 0) this.#startTick();
  }
}
