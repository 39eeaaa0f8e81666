import { isStorageError } from '../error/is-storage-error.ts';
import { intercept } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import { RateLimiter, type RateLimiterOptions } from './rate-limiter.ts';

/**
 * Lets only so many calls run, and start, at a time; reads before writes. When the store answers `rate-limited`, nothing
 * starts until the time that it asked for is over. A read counts until its body begins. `changes.wait` is exempt: it spends
 * its time waiting. Stands inside `retry`, so that each attempt waits its turn.
 */
export function rateLimit(limits: RateLimiter | RateLimiterOptions): StorageLayer {
  const limiter = limits instanceof RateLimiter ? limits : new RateLimiter(limits);
  return intercept(
    ({ request, mutates }, next) => {
      const run = () =>
        next(request).then(
          (result) => {
            limiter.release();
            return result;
          },
          (error: unknown) => {
            // Before the release, which lets the next one start.
            if (isStorageError(error, 'rate-limited')) {
              limiter.pause(error.details.retryAfterMs ?? 0);
            }
            limiter.release();
            throw error;
          },
        );
      const turn = limiter.acquire(mutates ? 'write' : 'read', request.signal);
      return turn === undefined ? run() : turn.then(run);
    },
    { only: (operation) => operation !== 'changes.wait' },
  );
}
