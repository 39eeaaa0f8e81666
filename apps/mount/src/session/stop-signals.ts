const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A Ctrl-C reaches a process twice where npm passes it on: what comes this soon after is the same one. */
const sameWithinMs = 300;

export interface StopSignals {
  /** How many have come. */
  readonly count: number;
  /** Resolves when so many have come, at once where they have. */
  reached(count: number): Promise<void>;
  /** Signals end the process again. */
  release(): void;
}

/** Holds off the signals that would end the process at once, so that it can stop in good order. */
export function catchStopSignals(): StopSignals {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  const arrival = (number: number) => {
    const found = waiting.get(number) ?? Promise.withResolvers<void>();
    waiting.set(number, found);
    return found;
  };
  const receive = () => {
    const now = performance.now();
    if (now - last < sameWithinMs) return;
    last = now;
    arrival(++count).resolve();
  };
  for (const signal of signals) process.on(signal, receive);
  return {
    get count() {
      return count;
    },
    reached: (number) => arrival(number).promise,
    release() {
      for (const signal of signals) process.off(signal, receive);
    },
  };
}
