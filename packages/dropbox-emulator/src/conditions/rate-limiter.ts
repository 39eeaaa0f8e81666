import type { Clock } from '../clock/clock.ts';
import { CallRefused } from '../wire/call-refused.ts';
import type { RateLimit } from './conditions.ts';

interface Period {
  readonly startedAt: number;
  requests: number;
}

/** Counts the calls of each app and user in the current period. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #periods = new Map<string, Period>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CallRefused a 429 when the caller has used up what the limit allows */
  admit(caller: string, limit: RateLimit): void {
    const now = this.#clock.now();
    let period = this.#periods.get(caller);
    if (period === undefined || period.startedAt + limit.period * 1000 <= now) {
      period = { startedAt: now, requests: 0 };
      this.#periods.set(caller, period);
    }
    period.requests++;
    if (period.requests <= limit.requests) return;
    const { retryAfter } = limit;
    throw new CallRefused({ kind: 'rate-limit', reason: 'too_many_requests', retryAfter });
  }
}
