import type {
  ChangeCursor,
  ChangeFeed,
  ChangePage,
  Clock,
  CursorRequest,
  PathRequest,
  WaitRequest,
  WaitResult,
} from '@mooring/core';

/** A lost notification is made good after this time, in milliseconds. */
const defaultWaitMs = 15 * 60_000;

/** A feed that waits for somebody to say that something changed. */
export class NotifiedFeed implements ChangeFeed {
  readonly #feed: ChangeFeed;
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  /** A notification that came since the last pull was begun. The pull may have missed what it is about. */
  #notified = false;

  constructor(feed: ChangeFeed, clock: Clock) {
    this.#feed = feed;
    this.#clock = clock;
  }

  notify(): void {
    this.#notified = true;
    for (const wake of this.#waiting) wake();
  }

  latest(request: PathRequest): Promise<ChangeCursor> {
    return this.#feed.latest(request);
  }

  pull(request: CursorRequest): Promise<ChangePage> {
    this.#notified = false;
    return this.#feed.pull(request);
  }

  wait({ timeoutMs = defaultWaitMs, signal }: WaitRequest): Promise<WaitResult> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        this.#waiting.delete(wake);
        timer.cancel();
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const wake = () => end(() => resolve({ changed: true }));
      const abort = () => end(() => reject(signal?.reason));
      // What no notification told of shows in a pull, if there is something.
      const timer = this.#clock.startTimer(timeoutMs, wake);
      this.#waiting.add(wake);
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
      else if (this.#notified) wake();
    });
  }
}
