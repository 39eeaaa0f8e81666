import { EventEmitter, on } from 'node:events';
import { describeFailure } from '../command-line/describe-failure.ts';
import type { ControlAnswer, Keeping, PendingChanges } from '../control/control-protocol.ts';

/** The end of a mount: asked for by a signal or by commands, and watched by those who asked. */
export class Departure {
  readonly #asked = Promise.withResolvers<void>();
  readonly #events = new EventEmitter<{ progress: [PendingChanges]; end: [] }>();
  #last: ControlAnswer | undefined;

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

  finish(pending: PendingChanges, keeping: Keeping): void {
    this.#close({ kind: 'unmounted', pending, keeping });
  }

  fail(error: unknown): void {
    this.#close({ kind: 'failed', message: describeFailure(error).line });
  }

  /** What happens from now on until the end, as answers to a command. */
  async *follow(): AsyncGenerator<ControlAnswer, void, undefined> {
    if (this.#last === undefined) {
      const events = on(this.#events, 'progress', { close: ['end'] });
      for await (const [pending] of events as AsyncIterable<[PendingChanges]>) {
        yield { kind: 'progress', pending };
      }
    }
    if (this.#last !== undefined) yield this.#last;
  }

  #close(last: ControlAnswer): void {
    this.#last = last;
    this.#events.emit('end');
  }
}
