/** Holds bytes back so that they flow at a rate. */
export class Pacer {
  readonly #rate: () => number | undefined;
  /** When all that was taken so far has passed, on the scale of `performance.now`. */
  #passedAt = 0;

  /** `rate` tells bytes per second at any time, or undefined for no limit. */
  constructor(rate: () => number | undefined) {
    this.#rate = rate;
  }

  /** Milliseconds until that many bytes more have passed. */
  take(bytes: number): number {
    const rate = this.#rate();
    if (rate === undefined) return 0;
    const now = performance.now();
    this.#passedAt = Math.max(this.#passedAt, now) + (bytes / rate) * 1000;
    return this.#passedAt - now;
  }
}
