import type { StorageError } from '@mooring/core';
import { DropboxResponseError } from 'dropbox';
import type { Tagged } from './error-table.ts';

/**
 * The tagged error as the service sent it, for the few places that need what a tag carries. The caller names the
 * union of the route that it called.
 */
export function wireError<Failure extends Tagged>(error: StorageError): Failure | undefined {
  const { cause } = error;
  if (!(cause instanceof DropboxResponseError) || cause.status !== 409) return undefined;
  return (cause as DropboxResponseError<{ readonly error?: Failure }>).error.error;
}
