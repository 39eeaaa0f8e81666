import type { WaitRequest, WaitResult } from '@mooring/core';
import type { StoreState } from '../state/store-state.ts';
import { hasChanges } from './read-changes.ts';

const defaultTimeoutMs = 30_000;

/** Resolves at the change itself, or when the time is up. Rejects when the cursor expires meanwhile. */
export function waitForChange(
  state: StoreState,
  { cursor, timeoutMs = defaultTimeoutMs, signal }: WaitRequest,
): Promise<WaitResult> {
  return new Promise((resolve, reject) => {
    if (hasChanges(state, cursor)) {
      resolve({ changed: true });
      return;
    }
    const stop = () => {
      timer.cancel();
      unlisten();
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      stop();
      reject(signal?.reason);
    };
    const look = () => {
      try {
        if (!hasChanges(state, cursor)) return;
        resolve({ changed: true });
      } catch (error) {
        reject(error);
      }
      stop();
    };
    const timer = state.settings.clock.startTimer(timeoutMs, () => {
      stop();
      resolve({ changed: false });
    });
    const unlisten = state.journal.listen(look);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
