import type { Environment } from './environment.ts';

/** A pause that can be cut short. Several may wait on one alarm. */
export class Alarm {
  readonly #environment: Environment;
  readonly #ringers = new Set<() => void>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Ends every pause now. */
  ring(): void {
    for (const ring of [...this.#ringers]) ring();
  }

  /**
   * Resolves when the time is up or the alarm rings; waits for the alarm alone where no time is given.
   *
   * @throws the reason of the signal
   */
  async wait(milliseconds: number | undefined, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
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
