import { type Clock, type ClockTimer, systemClock } from '@mooring/core';

export interface LaneOptions {
  /** How many calls may run at a time at first. */
  readonly initial: number;
  /** How far the number may grow while the service does not complain. */
  readonly max: number;
  readonly clock?: Clock | undefined;
}

/** First pause after a refusal that names none, in milliseconds. It doubles with each further refusal in a row. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/**
 * A queue of calls of one kind, first come, first served. How many run at a time follows the service: one more after
 * each round of successes, half as many after a refusal. A frozen lane starts no call until its time is up.
 */
export class Lane {
  readonly #max: number;
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #limit: number;
  #running = 0;
  #refusalsInARow = 0;
  #frozenUntil = 0;
  /** Runs only while calls wait for it, so that a frozen lane by itself keeps no process alive. */
  #thaw: ClockTimer | undefined;

  constructor({ initial, max, clock = systemClock }: LaneOptions) {
    this.#limit = initial;
    this.#max = max;
    this.#clock = clock;
  }

  /** How many calls may run at a time now. */
  get width(): number {
    return Math.floor(this.#limit);
  }

  async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  /** Told after a call that the service took without complaint. */
  widen(): void {
    if (this.#frozen) return;
    this.#refusalsInARow = 0;
    this.#limit = Math.min(this.#max, this.#limit + 1 / this.#limit);
    this.#admit();
  }

  /**
   * Told after a call that the service refused as one too many, with the pause that it asked for in milliseconds. Refusals
   * of calls that ran together count once. Returns until when the lane is frozen.
   */
  refuse(retryAfterMs: number | undefined): number {
    if (!this.#frozen) {
      this.#limit = Math.max(1, this.#limit / 2);
      this.#refusalsInARow++;
    }
    const pause = firstPauseMs * 2 ** (this.#refusalsInARow - 1);
    this.freezeUntil(this.#clock.now() + (retryAfterMs ?? Math.min(longestPauseMs, pause)));
    return this.#frozenUntil;
  }

  /** Starts no call before this time, in milliseconds since 1970. */
  freezeUntil(time: number): void {
    if (time <= this.#frozenUntil) return;
    this.#frozenUntil = time;
    this.#thaw?.cancel();
    this.#thaw = undefined;
    if (this.#waiting.size > 0) this.#awaitThaw();
  }

  get #frozen(): boolean {
    return this.#clock.now() < this.#frozenUntil;
  }

  get #open(): boolean {
    return this.#running < this.width && !this.#frozen;
  }

  #enter(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#open && this.#waiting.size === 0) {
      this.#running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', leave);
        this.#running++;
        resolve();
      };
      const leave = () => {
        this.#waiting.delete(start);
        if (this.#waiting.size === 0) this.#thaw?.cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.add(start);
      this.#awaitThaw();
    });
  }

  #admit(): void {
    for (const start of this.#waiting) {
      if (!this.#open) break;
      this.#waiting.delete(start);
      start();
    }
    if (this.#waiting.size > 0) this.#awaitThaw();
  }

  #awaitThaw(): void {
    const milliseconds = this.#frozenUntil - this.#clock.now();
    if (milliseconds <= 0) return;
    this.#thaw?.cancel();
    this.#thaw = this.#clock.startTimer(milliseconds, () => this.#admit());
  }
}
