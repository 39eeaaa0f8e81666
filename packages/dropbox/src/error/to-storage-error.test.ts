import { StorageError, type StorageErrorCode } from '@mooring/core';
import { DropboxResponseError } from 'dropbox';
import { describe, expect, it } from 'vitest';
import type { AnyErrorTable } from './error-table.ts';
import { deleteErrors, relocationErrors } from './namespace-errors.ts';
import { getMetadataErrors, listFolderContinueErrors } from './read-errors.ts';
import { toEntryError, toStorageError } from './to-storage-error.ts';
import { appendErrors, finishErrors, uploadErrors } from './upload-errors.ts';

function respond(status: number, error: unknown, headers: Record<string, string> = {}) {
  return new DropboxResponseError(status, new Headers(headers), error);
}

function map(error: unknown, errors: AnyErrorTable = {}, mutates = true): StorageError {
  return toStorageError(error, { operation: 'write', path: '/a', errors, mutates });
}

/** A 409 as the service words it: the error in the given union, and its tags once more in one line. */
function conflict(error: unknown) {
  return respond(409, { error_summary: 'summary/..', error });
}

describe('the errors of routes', () => {
  const lookup = (tag: string) => ({ '.tag': 'path', path: { '.tag': tag } });
  const uploadConflict = (tag: string) => ({
    '.tag': 'path',
    reason: { '.tag': 'conflict', conflict: { '.tag': tag } },
    upload_session_id: 'pid_upload_session:x',
  });

  it.each<[string, AnyErrorTable, unknown, StorageErrorCode]>([
    ['a missing path', getMetadataErrors, lookup('not_found'), 'not-found'],
    ['a path with its payload', getMetadataErrors, lookup('malformed_path'), 'invalid-path'],
    ['a create over a file', uploadErrors.create, uploadConflict('file'), 'already-exists'],
    ['a create over a folder', uploadErrors.create, uploadConflict('folder'), 'already-exists'],
    ['a stale revision', uploadErrors.replace, uploadConflict('file'), 'conflict'],
    ['an overwrite of a folder', uploadErrors.replace, uploadConflict('folder'), 'is-a-folder'],
    ['a file as a parent', uploadErrors.create, uploadConflict('file_ancestor'), 'not-a-folder'],
    [
      'a commit that is nested',
      finishErrors.create,
      { '.tag': 'path', path: { '.tag': 'conflict', conflict: { '.tag': 'file' } } },
      'already-exists',
    ],
    [
      'a session that is gone',
      finishErrors.create,
      { '.tag': 'lookup_failed', lookup_failed: { '.tag': 'not_found' } },
      'session-expired',
    ],
    [
      'a wrong offset with its payload',
      appendErrors,
      { '.tag': 'incorrect_offset', correct_offset: 9 },
      'invalid-request',
    ],
    ['damaged bytes', appendErrors, { '.tag': 'content_hash_mismatch' }, 'corrupt'],
    [
      'a full account',
      uploadErrors.create,
      { '.tag': 'path', reason: { '.tag': 'insufficient_space' } },
      'quota-exceeded',
    ],
    [
      'a removal of another revision',
      deleteErrors,
      { '.tag': 'path_write', path_write: { '.tag': 'conflict', conflict: { '.tag': 'file' } } },
      'conflict',
    ],
    ['a busy namespace', deleteErrors, { '.tag': 'too_many_write_operations' }, 'rate-limited'],
    [
      'a move over a folder',
      relocationErrors,
      { '.tag': 'to', to: { '.tag': 'conflict', conflict: { '.tag': 'folder' } } },
      'already-exists',
    ],
    ['an expired cursor', listFolderContinueErrors, { '.tag': 'reset' }, 'cursor-expired'],
    ['a tag from the future', getMetadataErrors, { '.tag': 'novelty' }, 'internal'],
    ['a nested tag from the future', getMetadataErrors, lookup('novelty'), 'internal'],
    [
      'an optional payload',
      getMetadataErrors,
      { '.tag': 'path', path: { '.tag': 'malformed_path', malformed_path: null } },
      'invalid-path',
    ],
  ])('maps %s', (_, table, error, code) => {
    expect(map(conflict(error), table).code).toBe(code);
  });

  it('does not take a property of every object for a tag', () => {
    expect(map(conflict({ '.tag': 'constructor' }), getMetadataErrors).code).toBe('internal');
  });

  it('maps the failure of one entry of a batch', () => {
    const failure = { '.tag': 'path_lookup', path_lookup: { '.tag': 'not_found' } };
    const call = { operation: 'batch.removeMany', path: '/a', errors: deleteErrors, mutates: true };
    expect(toEntryError(failure, call)).toMatchObject({ code: 'not-found', mayHaveApplied: false });
  });
});

describe('the errors of any route', () => {
  it.each<[number, unknown, StorageErrorCode]>([
    [400, 'Error in call to API function "files/upload": unknown field', 'invalid-request'],
    [401, { error: { '.tag': 'expired_access_token' } }, 'unauthenticated'],
    [401, { error: { '.tag': 'missing_scope', required_scope: 'x' } }, 'permission-denied'],
    [401, { error: { '.tag': 'user_suspended' } }, 'permission-denied'],
    [401, '', 'unauthenticated'],
    [403, { error: { '.tag': 'team_access_denied' } }, 'permission-denied'],
    [409, 'no JSON at all', 'internal'],
    [408, '', 'unavailable'],
    [413, '<html>', 'too-large'],
    [422, { error: { '.tag': 'no_permission' } }, 'permission-denied'],
    [
      422,
      { error: { '.tag': 'invalid_root', invalid_root: { '.tag': 'user' } } },
      'permission-denied',
    ],
    [429, { error: { reason: { '.tag': 'too_many_requests' } } }, 'rate-limited'],
    [429, '', 'rate-limited'],
    [500, '', 'unavailable'],
    [503, '', 'unavailable'],
    [302, '', 'internal'],
  ])('maps %i %j to %s', (status, body, code) => {
    expect(map(respond(status, body)).code).toBe(code);
  });
});

describe('what the caller may do next', () => {
  it('knows how long to stay away, from the header or the body', () => {
    const body = { error: { reason: { '.tag': 'too_many_requests' }, retry_after: 15 } };
    expect(map(respond(429, body)).details.retryAfterMs).toBe(15_000);
    expect(map(respond(429, body, { 'retry-after': '7' })).details.retryAfterMs).toBe(7000);
    expect(map(respond(429, '')).details.retryAfterMs).toBeUndefined();
    expect(map(respond(429, '', { 'retry-after': 'soon' })).details.retryAfterMs).toBeUndefined();
  });

  it('knows it from a date too, and never as a time that has passed', () => {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
    const inAMinute = map(respond(429, '', { 'retry-after': at(60) })).details.retryAfterMs;
    expect(inAMinute).toBeGreaterThan(55_000);
    expect(inAMinute).toBeLessThanOrEqual(60_000);
    expect(map(respond(429, '', { 'retry-after': at(-60) })).details.retryAfterMs).toBe(0);
  });

  it('leaves open what a change did whose answer got lost', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const everywhere = new AggregateError([refused, refused]);
    expect(map(reset)).toMatchObject({ code: 'unavailable', mayHaveApplied: true });
    expect(map(respond(503, ''))).toMatchObject({ retryable: true, mayHaveApplied: true });
    expect(map(reset, {}, false)).toMatchObject({ mayHaveApplied: false });
    expect(map(refused)).toMatchObject({ code: 'unavailable', mayHaveApplied: false });
    expect(map(everywhere)).toMatchObject({ code: 'unavailable', mayHaveApplied: false });
  });

  it('lets damaged bytes be sent again', () => {
    const error = map(conflict({ '.tag': 'content_hash_mismatch' }), uploadErrors.create);
    expect(error).toMatchObject({ code: 'corrupt', retryable: true });
  });

  it('says in one line what failed, why, and in which words of the service', () => {
    const cause = conflict({ '.tag': 'path', path: { '.tag': 'not_found' } });
    const error = map(cause, getMetadataErrors);
    expect(error.message).toBe('Dropbox, write "/a": nothing is there (path/not_found)');
    expect(error.details).toEqual({ provider: 'dropbox', operation: 'write', path: '/a' });
    expect(error.cause).toBe(cause);
  });

  it('leaves a StorageError as it is', () => {
    const error = new StorageError('unauthenticated', 'signed out');
    expect(map(error)).toBe(error);
  });
});
