import { isStorageError, type StorageError, type StorageErrorCode, sleep } from '@mooring/core';
import { asCertain, asUncertain } from '../error/certainty.ts';
import { backoffMs } from '../schedule/backoff.ts';
import { persist } from './persist.ts';

export interface Settlement<Result> {
  /** Sends the change. */
  readonly send: () => Promise<Result>;
  /** Asks the store whether the change is there: its result if so, undefined if the store shows nothing of it. */
  readonly ask: (error: StorageError) => Promise<Result | undefined>;
  /** Whether a change that `ask` finds nothing of was not made. So it is unless told. */
  readonly isTelling?: boolean;
  /** What the store answers to a change that it made already. */
  readonly echoes: readonly StorageErrorCode[];
  /** Of these, the ones that are reason enough to ask although no answer was lost: an earlier process may have sent it. */
  readonly suspicious?: readonly StorageErrorCode[];
  readonly signal: AbortSignal | undefined;
}

/** How often a change is sent whose answer gets lost. */
const maxAttempts = 3;

/**
 * Sends a change, and where the answer gets lost, asks what became of it instead of guessing. So a change is neither
 * made twice, nor reported as a conflict with itself.
 *
 * It fails with `mayHaveApplied` only when it could not find out.
 */
export async function settle<Result>(settlement: Settlement<Result>): Promise<Result> {
  const { send, ask, isTelling = true, echoes, suspicious = [], signal } = settlement;
  let lost = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isStorageError(error)) throw error;
      lost ||= error.mayHaveApplied || suspicious.includes(error.code);
      if (!lost || !(error.mayHaveApplied || error.retryable || echoes.includes(error.code))) {
        throw error;
      }
      const found = await askOrGiveUp(() => ask(error), error, signal);
      if (found !== undefined) return found;
      if (!error.retryable || attempt === maxAttempts) {
        throw error.mayHaveApplied && !isTelling ? error : asCertain(error);
      }
      await sleep(backoffMs(attempt, error), signal);
    }
  }
}

/** If the store cannot be asked either, then nobody knows, and the caller has to hear that. */
async function askOrGiveUp<Result>(
  ask: () => Promise<Result | undefined>,
  lost: StorageError,
  signal: AbortSignal | undefined,
): Promise<Result | undefined> {
  try {
    return await persist(ask, signal);
  } catch (error) {
    if (!isStorageError(error)) throw error;
    throw asUncertain(lost);
  }
}
