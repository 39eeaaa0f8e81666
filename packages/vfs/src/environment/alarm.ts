import type { Environment } from './environment.ts';

/** A pause that can be cut short. Several may wait on one alarm. */
export class Alarm {
  readonly #environment: Environment;
  readonly #ringers = new Set<() => void>();
  #rings = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** How often it has rung. Taken before looking for work, it tells `wait` what the look may have missed. */
  get rings(): number {
    return this.#rings;
  }

  /** Ends every pause now. */
  ring(): void {
    this.#rings++;
    for (const ring of [...this.#ringers]) ring();
  }

  /**
   * Resolves when the time is up or the alarm rings; waits for the alarm alone where no time is given.
   *
   * @param heard what `rings` was when the caller last looked: if it has rung since, there is no pause
   * @throws the reason of the signal
   */
  async wait(
    milliseconds: number | undefined,
    signal: AbortSignal,
    heard: number = this.#rings,
  ): Promise<void> {
    signal.throwIfAborted();
    if (this.#rings !== heard) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer =
      milliseconds === undefined ? undefined : this.#environment.startTimer(milliseconds, resolve);
    this.#ringers.add(resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    timer?.cancel();
    this.#ringers.delete(resolve);
    signal.throwIfAborted();
  }
}
