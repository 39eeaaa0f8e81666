import { isStorageError, type StorageErrorCode } from '@mooring/core';
import { isDiskFull } from '../error/is-disk-full.ts';

/**
 * What a failure to send means for the change.
 *
 * - `later`: the line or the store is down; nothing else will fare better now.
 * - `look`: the store is not as we thought. See how it is, and plan again.
 * - `full`: the account is full, or the disk that has to hold what an upload needs. The data waits until there is room.
 * - `parked`: it will not work as it stands. The data is kept, the reason shown, and nothing spins.
 */
export type Failure = 'later' | 'look' | 'full' | 'parked';

const failures: Readonly<Record<StorageErrorCode, Failure>> = {
  'not-found': 'look',
  'already-exists': 'look',
  'not-a-folder': 'look',
  'is-a-folder': 'look',
  'not-empty': 'look',
  conflict: 'look',
  'invalid-path': 'parked',
  'invalid-request': 'parked',
  unauthenticated: 'later',
  'permission-denied': 'parked',
  'read-only': 'parked',
  'quota-exceeded': 'full',
  'too-large': 'parked',
  locked: 'parked',
  'rate-limited': 'later',
  unavailable: 'later',
  'cursor-expired': 'later',
  'session-expired': 'later',
  corrupt: 'later',
  unsupported: 'parked',
  internal: 'parked',
};

/** Undefined for what is not the store's doing: a mistake of ours, or a failing disk. */
export function classify(error: unknown): Failure | undefined {
  if (isDiskFull(error)) return 'full';
  if (!isStorageError(error)) return undefined;
  return error.retryable ? 'later' : failures[error.code];
}
