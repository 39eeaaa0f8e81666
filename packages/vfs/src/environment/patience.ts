import { type Clock, StorageError } from '@mooring/core';

/**
 * How long a program may wait for a store that sends nothing, in milliseconds. Such a program cannot even be killed, and
 * whatever it waits for can be asked for again.
 */
export const patienceMs = 30_000;

/** Aborts what a program waits for, with `unavailable`, when nothing has been heard of it for too long. */
export class Patience implements Disposable {
  readonly #clock: Pick<Clock, 'startTimer'>;
  readonly #controller = new AbortController();
  #timer: ReturnType<Clock['startTimer']>;

  constructor(clock: Pick<Clock, 'startTimer'>) {
    this.#clock = clock;
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something was heard: the time begins anew. */
  renew(): void {
    this.#timer.cancel();
    this.#timer = this.#start();
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
  }

  #start(): ReturnType<Clock['startTimer']> {
    return this.#clock.startTimer(patienceMs, () => {
      const message = `the store has sent nothing for ${patienceMs / 1000} s`;
      this.#controller.abort(new StorageError('unavailable', message));
    });
  }
}
