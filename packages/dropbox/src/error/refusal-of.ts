import type { StorageError } from '@mooring/core';
import { DropboxResponseError } from 'dropbox';
import type { Refusal } from '../schedule/scheduler.ts';

/** What a `rate-limited` error tells the scheduler; undefined for any other error. */
export function refusalOf(error: StorageError): Refusal | undefined {
  if (error.code !== 'rate-limited') return undefined;
  const { cause } = error;
  const account =
    cause instanceof DropboxResponseError && cause.status === 429 && !blamesWrites(cause);
  return {
    scope: account ? 'account' : 'namespace',
    retryAfterMs: error.details.retryAfterMs,
  };
}

function blamesWrites({ error }: DropboxResponseError<unknown>): boolean {
  const body = error as { readonly error?: { readonly reason?: { readonly '.tag'?: unknown } } };
  return body?.error?.reason?.['.tag'] === 'too_many_write_operations';
}
