import { EventEmitter, on } from 'node:events';
import type { ControlAnswer, PendingChanges } from '../control/control-protocol.ts';

/** The end of a mount: asked for by a signal or by commands, and watched by those who asked. */
export class Departure {
  readonly #asked = Promise.withResolvers<void>();
  readonly #events = new EventEmitter<{ progress: [PendingChanges]; end: [] }>();
  #outcome: PendingChanges | undefined;

  /** Resolves when somebody asks for the end. */
  get asked(): Promise<void> {
    return this.#asked.promise;
  }

  ask(): void {
    this.#asked.resolve();
  }

  report(pending: PendingChanges): void {
    this.#events.emit('progress', pending);
  }

  finish(pending: PendingChanges): void {
    this.#outcome = pending;
    this.#events.emit('end');
  }

  /** What happens from now on until the end, as answers to a command. */
  async *follow(): AsyncGenerator<ControlAnswer, void, undefined> {
    if (this.#outcome === undefined) {
      const events = on(this.#events, 'progress', { close: ['end'] });
      for await (const [pending] of events as AsyncIterable<[PendingChanges]>) {
        yield { kind: 'progress', pending };
      }
    }
    if (this.#outcome !== undefined) yield { kind: 'unmounted', pending: this.#outcome };
  }
}
