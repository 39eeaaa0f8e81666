import {
  isStorageError,
  StorageError,
  type StorageErrorCode,
  type StorageErrorDetails,
} from '@mooring/core';
import { DropboxResponseError } from 'dropbox';
import { accessErrors, authErrors, pathRootErrors } from './account-errors.ts';
import { type AnyErrorTable, lookUpError, type Verdict } from './error-table.ts';
import { neverArrived } from './network-failure.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What is known of a call that failed. */
export interface FailedCall {
  /** The operation of the provider interface, such as `uploads.append`. */
  readonly operation: string;
  readonly path?: string | undefined;
  readonly errors: AnyErrorTable;
  /** Whether the call changes the store, so that a lost answer leaves open what happened. */
  readonly mutates: boolean;
}

/** The one place where what went wrong on the way to Dropbox, or there, gets its code. */
export function toStorageError(error: unknown, call: FailedCall): StorageError {
  if (isStorageError(error)) return error;
  if (error instanceof DropboxResponseError) return fromResponse(error, call);
  return storageError('unavailable', describe(error), call, {
    cause: error,
    mayHaveApplied: call.mutates && !neverArrived(error),
  });
}

/** The error of one entry of a batch, whose answer arrived although the entry failed. */
export function toEntryError(error: unknown, call: FailedCall): StorageError {
  const verdict = lookUpError(error, call.errors);
  return storageError(verdict?.code ?? 'internal', verdict?.tags ?? 'no reason given', call, {
    cause: error,
  });
}

function fromResponse(response: DropboxResponseError<unknown>, call: FailedCall): StorageError {
  const { status } = response;
  const verdict = judge(response, call);
  return storageError(verdict.code, verdict.tags, call, {
    cause: response,
    mayHaveApplied: call.mutates && status >= 500,
    retryAfterMs: retryAfterMs(response),
  });
}

function judge(response: DropboxResponseError<unknown>, call: FailedCall): Verdict {
  const { status } = response;
  const error = property(response.error, 'error');
  const text = serviceText(response);
  switch (status) {
    case 400:
      return { code: 'invalid-request', tags: text };
    case 401:
      return lookUpError(error, authErrors) ?? { code: 'unauthenticated', tags: text };
    case 403:
      return lookUpError(error, accessErrors) ?? { code: 'permission-denied', tags: text };
    case 409:
      return lookUpError(error, call.errors) ?? { code: 'internal', tags: text };
    case 408:
      return { code: 'unavailable', tags: text };
    case 413:
      return { code: 'too-large', tags: text };
    case 416:
      return { code: 'invalid-request', tags: text };
    case 422:
      return lookUpError(error, pathRootErrors) ?? { code: 'permission-denied', tags: text };
    case 429:
      return { code: 'rate-limited', tags: text };
    default:
      return { code: status >= 500 ? 'unavailable' : 'internal', tags: text };
  }
}

/** The service's own words: its summary of tags, or the plain text of a 400. */
function serviceText(response: DropboxResponseError<unknown>): string {
  const summary = property(response.error, 'error_summary');
  const text = typeof summary === 'string' ? summary.replace(/\/\.*$/, '') : response.error;
  const words = typeof text === 'string' ? text.trim().slice(0, 500) : '';
  return words === '' ? `status ${response.status}` : words;
}

function retryAfterMs(response: DropboxResponseError<unknown>): number | undefined {
  const header = (response.headers as Headers).get('retry-after');
  if (header !== null) return parseRetryAfter(header);
  const seconds = property(property(response.error, 'error'), 'retry_after');
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
}

interface Circumstances {
  readonly cause: unknown;
  readonly mayHaveApplied?: boolean;
  readonly retryAfterMs?: number | undefined;
}

function storageError(
  code: StorageErrorCode,
  reason: string,
  call: FailedCall,
  { cause, mayHaveApplied, retryAfterMs }: Circumstances,
): StorageError {
  const { operation, path } = call;
  const details: StorageErrorDetails = {
    provider: 'dropbox',
    operation,
    ...(path === undefined ? {} : { path }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  const subject = path === undefined ? operation : `${operation} ${JSON.stringify(path)}`;
  return new StorageError(code, `Dropbox, ${subject}: ${phrases[code]} (${reason})`, {
    cause,
    details,
    mayHaveApplied,
    // The service stored nothing of a body that did not match its hash, so it can be sent again.
    retryable: code === 'corrupt' ? true : undefined,
  });
}

const phrases: Readonly<Record<StorageErrorCode, string>> = {
  'not-found': 'nothing is there',
  'already-exists': 'something is there already',
  'not-a-folder': 'a file stands where a folder is needed',
  'is-a-folder': 'a folder stands where a file is needed',
  'not-empty': 'the folder is not empty',
  conflict: 'the file has changed meanwhile',
  'invalid-path': 'the path cannot be stored',
  'invalid-request': 'the service did not accept the request',
  unauthenticated: 'the sign-in is missing, expired or revoked; sign in again',
  'permission-denied': 'this account or app may not do that',
  'read-only': 'this folder takes no changes from this account',
  'quota-exceeded': 'the account is full',
  'too-large': 'more than one request or one file can hold',
  locked: 'somebody has locked the file',
  'rate-limited': 'too many requests, try again later',
  unavailable: 'no answer from the service',
  'cursor-expired': 'the listing has to start again',
  'session-expired': 'the upload has to start again',
  corrupt: 'the bytes were damaged on the way',
  unsupported: 'Dropbox cannot do that with this file',
  internal: 'an answer that makes no sense',
};

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  return code === undefined ? error.message : `${error.message}, ${code}`;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
