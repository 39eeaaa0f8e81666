const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopSignals {
  /** Resolves at the next signal that asks this process to stop. */
  next(): Promise<void>;
  /** Signals end the process again. */
  release(): void;
}

/** Holds off the signals that would end the process at once, so that it can stop in good order. */
export function catchStopSignals(): StopSignals {
  let { promise, resolve } = Promise.withResolvers<void>();
  const receive = () => {
    resolve();
    ({ promise, resolve } = Promise.withResolvers<void>());
  };
  for (const signal of signals) process.on(signal, receive);
  return {
    next: () => promise,
    release() {
      for (const signal of signals) process.off(signal, receive);
    },
  };
}
