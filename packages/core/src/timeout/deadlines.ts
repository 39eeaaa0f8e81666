import type { Clock, ClockTimer } from '../clock/clock.ts';

/** Something that is to happen by a time. */
export interface Deadline {
  /** Counted in ticks. */
  readonly due: number;
  readonly timeUp: () => void;
}

/**
 * Many deadlines on one timer. A timer of its own for every call would cost more than all layers together, and nearly all
 * would be cancelled. The price is that a deadline may pass up to two ticks late. Ticks are counted, and not read
 * off a clock, so a clock that jumps ends nothing.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #pending = new Set<Deadline>();
  #now = 0;
  #timer: ClockTimer | undefined;

  constructor(clock: Clock, tickMs: number) {
    this.#clock = clock;
    this.#tickMs = tickMs;
  }

  start(milliseconds: number, timeUp: () => void): Deadline {
    // The tick under way is over sooner than a tick from now.
    const due = this.#now + Math.ceil(milliseconds / this.#tickMs) + 1;
    const deadline = { due, timeUp };
    this.#pending.add(deadline);
    if (this.#timer === undefined) this.#startTick();
    else if (this.#pending.size === 1) this.#timer.ref?.();
    return deadline;
  }

  cancel(deadline: Deadline): void {
    // With nothing pending, the rest of the tick shall not keep the process alive.
    if (this.#pending.delete(deadline) && this.#pending.size === 0) this.#timer?.unref?.();
  }

  #startTick(): void {
    this.#timer = this.#clock.startTimer(this.#tickMs, () => this.#tick());
  }

  #tick(): void {
    this.#now++;
    this.#timer = undefined;
    for (const deadline of this.#pending) {
      if (deadline.due > this.#now) continue;
      this.#pending.delete(deadline);
      deadline.timeUp();
    }
    if (this.#pending.size > 0) this.#startTick();
  }
}
