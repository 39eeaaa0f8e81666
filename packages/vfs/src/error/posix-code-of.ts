import type { StorageErrorCode } from '@mooring/core';
import type { PosixCode } from './posix-code.ts';

/** What a program sees when the store fails with a code while the program waits for it. */
export const posixCodeOf: Readonly<Record<StorageErrorCode, PosixCode>> = {
  'not-found': 'ENOENT',
  'already-exists': 'EEXIST',
  'not-a-folder': 'ENOTDIR',
  'is-a-folder': 'EISDIR',
  'not-empty': 'ENOTEMPTY',
  conflict: 'ESTALE',
  'invalid-path': 'EINVAL',
  'invalid-request': 'EINVAL',
  unauthenticated: 'EACCES',
  'permission-denied': 'EACCES',
  'read-only': 'EROFS',
  'quota-exceeded': 'EDQUOT',
  'too-large': 'EFBIG',
  locked: 'EBUSY',
  'rate-limited': 'EBUSY',
  unavailable: 'EIO',
  'cursor-expired': 'EIO',
  'session-expired': 'EIO',
  corrupt: 'EIO',
  unsupported: 'ENOTSUP',
  internal: 'EIO',
};
