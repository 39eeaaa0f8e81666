import type { Clock, ClockTimer } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { checkOption } from '../option/check-option.ts';

export interface RateLimiterOptions {
  /** Calls that may run at the same time, 1 or more. No limit unless told. */
  readonly concurrency?: number | undefined;
  /** Calls per second in the long run, above 0; 0.1 is one in ten seconds. No limit unless told. */
  readonly perSecond?: number | undefined;
  /** Calls that may start at once after a quiet time. As many as in one second unless told. */
  readonly burst?: number | undefined;
  readonly clock?: Clock | undefined;
}

export type Priority = 'read' | 'write';

/** So many reads may go before a write that waits; then it is the turn of the write. */
const readsBeforeWrite = 16;

/**
 * Decides when calls may start: a token bucket and a limit on how many run. Reads go before writes, since somebody waits
 * for them. One limiter can serve several providers of one account.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #waiting: Record<Priority, Set<() => void>> = { read: new Set(), write: new Set() };
  #running = 0;
  #readsInARow = 0;
  #tokens: number;
  #filledAt: number;
  #pausedUntil = 0;
  #timer: ClockTimer | undefined;

  constructor(options: RateLimiterOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#concurrency = options.concurrency ?? Number.POSITIVE_INFINITY;
    this.#perSecond = options.perSecond ?? Number.POSITIVE_INFINITY;
    checkOption('concurrency', this.#concurrency, this.#concurrency >= 1, 'at least 1');
    checkOption('perSecond', this.#perSecond, this.#perSecond > 0, 'above 0');
    this.#burst = Math.max(1, options.burst ?? this.#perSecond);
    this.#tokens = this.#burst;
    this.#filledAt = this.#clock.now();
  }

  /** Resolves when the call may start; undefined when it may start now. Every start needs its `release`. */
  acquire(priority: Priority, signal?: AbortSignal): Promise<void> | undefined {
    const queue = this.#waiting[priority];
    if (signal?.aborted) return Promise.reject(signal.reason);
    // Whoever comes while others wait has to be weighed against them.
    if (this.#nextQueue() === undefined && this.#take()) return undefined;
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        queue.delete(start);
        reject(signal?.reason);
      };
      queue.add(start);
      signal?.addEventListener('abort', abort, { once: true });
      this.#startWaiting();
    });
  }

  /** A call is over. */
  release(): void {
    this.#running--;
    this.#startWaiting();
  }

  /** Lets nothing start for a time, in milliseconds: the store asked for it. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + milliseconds);
  }

  /** Takes a place and a token, if both are to be had. */
  #take(): boolean {
    if (this.#running >= this.#concurrency || this.#waitTime() > 0) return false;
    this.#running++;
    this.#tokens--;
    return true;
  }

  /** Milliseconds until a token is there. */
  #waitTime(): number {
    // Without a rate and a pause, what time it is does not matter.
    if (this.#perSecond === Number.POSITIVE_INFINITY && this.#pausedUntil === 0) return 0;
    const now = this.#clock.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    if (this.#perSecond === Number.POSITIVE_INFINITY) return 0;
    const earned = (Math.max(0, now - this.#filledAt) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + earned);
    this.#filledAt = now;
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1000);
  }

  #startWaiting(): void {
    for (let queue = this.#nextQueue(); queue !== undefined; queue = this.#nextQueue()) {
      if (!this.#take()) break;
      const [start] = queue;
      if (start === undefined) break;
      queue.delete(start);
      const passesWrite = queue === this.#waiting.read && this.#waiting.write.size > 0;
      this.#readsInARow = passesWrite ? this.#readsInARow + 1 : 0;
      start();
    }
    this.#wakeLater();
  }

  #nextQueue(): Set<() => void> | undefined {
    const { read, write } = this.#waiting;
    if (write.size > 0 && (read.size === 0 || this.#readsInARow >= readsBeforeWrite)) return write;
    return read.size > 0 ? read : undefined;
  }

  /** A release wakes those who wait for a place; only those who wait for a token need a timer. */
  #wakeLater(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#nextQueue() === undefined || this.#running >= this.#concurrency) return;
    this.#timer = this.#clock.startTimer(this.#waitTime(), () => this.#startWaiting());
  }
}
