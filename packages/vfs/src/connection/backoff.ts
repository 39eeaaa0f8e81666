import { isStorageError } from '@mooring/core';
import type { Environment } from '../environment/environment.ts';

const firstDelayMs = 500;
const largestDelayMs = 15_000;

/** How long to stay away after failures in a row: doubling, with jitter, and never less than the store asks. */
export class Backoff {
  readonly #environment: Environment;
  #failures = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  reset(): void {
    this.#failures = 0;
  }

  /** Counts a failure. Returns milliseconds. */
  next(error: unknown): number {
    const ceiling = Math.min(firstDelayMs * 2 ** this.#failures++, largestDelayMs);
    const delay = ceiling * (0.5 + this.#environment.random() / 2);
    const asked = isStorageError(error) ? error.details.retryAfterMs : undefined;
    return Math.max(delay, asked ?? 0);
  }
}
