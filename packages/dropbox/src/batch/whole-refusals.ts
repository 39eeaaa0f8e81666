import type { StorageErrorCode } from '@mooring/core';

/** Refusals of a request as a whole, which another way of sending the same may escape. */
export const wholeRefusals: readonly StorageErrorCode[] = [
  'internal',
  'invalid-request',
  'too-large',
  'unsupported',
];
