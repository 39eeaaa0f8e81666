import assert from 'node:assert/strict';
import { isStorageError, type StorageError, type StorageErrorCode } from '@mooring/core';

/** Expects a StorageError with one of the codes, and returns it. */
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
  return error;
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
