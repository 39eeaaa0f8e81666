import type { Clock } from './clock.ts';

/** The promise, or a rejection with what `timeUp` returns once the time is up. The promise itself goes on unheard. */
export function withDeadline<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  clock: Clock,
  timeUp: () => unknown,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = clock.startTimer(milliseconds, () => reject(timeUp()));
    promise.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error) => {
        timer.cancel();
        reject(error);
      },
    );
  });
}
