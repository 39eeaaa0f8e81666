import { expect, it } from 'vitest';
import { isStorageError } from './is-storage-error.ts';
import { StorageError } from './storage-error.ts';
import { withDetails } from './with-details.ts';

it('a second try is worth it where the code says so, unless told otherwise', () => {
  expect(new StorageError('unavailable', 'x').retryable).toBe(true);
  expect(new StorageError('rate-limited', 'x').retryable).toBe(true);
  expect(new StorageError('conflict', 'x').retryable).toBe(false);
  expect(new StorageError('unavailable', 'x', { retryable: false }).retryable).toBe(false);
});

it('an error of another copy of this package is one too', () => {
  const foreign = Object.assign(new Error('x'), { name: 'StorageError', code: 'conflict' });
  expect(isStorageError(foreign)).toBe(true);
  expect(isStorageError(foreign, 'conflict', 'not-found')).toBe(true);
  expect(isStorageError(foreign, 'not-found')).toBe(false);
});

it.each([
  undefined,
  'conflict',
  { name: 'StorageError', code: 'conflict' },
  new Error('x'),
])('%j is no StorageError', (value) => {
  expect(isStorageError(value)).toBe(false);
});

it('more details leave everything else as it was', () => {
  const cause = new Error('socket');
  const options = { retryable: true, mayHaveApplied: true, cause, details: { path: '/a' } };
  const error = new StorageError('locked', 'message', options);
  const more = withDetails(error, { path: '/b', operation: 'write' });
  expect(more).toMatchObject({
    code: 'locked',
    message: 'message',
    retryable: true,
    mayHaveApplied: true,
    details: { path: '/b', operation: 'write' },
    stack: error.stack,
  });
  expect(more.cause).toBe(cause);
  expect('cause' in withDetails(new StorageError('locked', 'x'), {})).toBe(false);
});
