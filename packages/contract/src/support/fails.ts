import assert from 'node:assert/strict';
import { isStorageError, type StorageError, type StorageErrorCode } from '@mooring/core';

/** Expects a StorageError with one of the codes, that says what every error must say, and returns it. */
export async function fails(
  call: Promise<unknown>,
  ...codes: readonly [StorageErrorCode, ...StorageErrorCode[]]
): Promise<StorageError> {
  const wanted = codes.join(' or ');
  const error = await rejection(call, `expected ${wanted}, and the call succeeded`);
  assert.ok(isStorageError(error), `expected ${wanted}, got no StorageError: ${String(error)}`);
  assert.ok(
    isStorageError(error, ...codes),
    `expected ${wanted}, got ${error.code}: ${error.message}`,
  );
  checkManners(error);
  return error;
}

/** Whether the same request may succeed later. Of the codes that are not named here a provider may know more. */
const retryable: Readonly<Partial<Record<StorageErrorCode, boolean>>> = {
  'rate-limited': true,
  unavailable: true,
  'not-found': false,
  'already-exists': false,
  'not-a-folder': false,
  'is-a-folder': false,
  'not-empty': false,
  conflict: false,
  'invalid-path': false,
  'invalid-request': false,
  'read-only': false,
  'too-large': false,
  'cursor-expired': false,
  'session-expired': false,
  unsupported: false,
};

/** What an error must say whatever has failed. */
export function checkManners(error: StorageError): void {
  const { code, details, message } = error;
  assert.notEqual(message, '', `${code} says nothing to people`);
  assert.ok(details.provider, `${code} does not say which provider failed`);
  assert.ok(details.operation, `${code} does not say which operation failed`);
  const expected = retryable[code];
  if (expected !== undefined) assert.equal(error.retryable, expected, `retryable of ${code}`);
  // A session can be gone because a finish that nobody heard of had succeeded.
  if (expected === false && code !== 'session-expired') {
    assert.equal(error.mayHaveApplied, false, `${code} is a refusal, and says mayHaveApplied`);
  }
}

/** What a call rejects with. */
export async function rejection(call: Promise<unknown>, otherwise: string): Promise<unknown> {
  const result = await call.then(
    () => ({ rejected: false }) as const,
    (error: unknown) => ({ rejected: true, error }) as const,
  );
  assert.ok(result.rejected, otherwise);
  return result.error;
}
