import type { Clock } from './clock.ts';

/** The longest time that `setTimeout` takes; it ends a longer one at once. 24 days. */
const longestMs = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  startTimer(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(milliseconds, longestMs));
    return { cancel: () => clearTimeout(timer), unref: () => timer.unref() };
  },
};
