import { StorageError } from '@mooring/core';
import { FileSystemError } from '@mooring/vfs';
import { expect, it } from 'vitest';
import { MountError } from '../transport/mount-error.ts';
import { describeFailure } from './describe-failure.ts';
import { UserError } from './user-error.ts';

it.each([
  [new UserError('usage', 'Not so.'), 'usage', 'Not so.'],
  [new MountError('folder-in-use', 'In use.'), 'mount-refused', 'In use.'],
  [new MountError('not-mounted', 'Not mounted.'), 'not-mounted', 'Not mounted.'],
  [new StorageError('unauthenticated', 'token refused'), 'sign-in-needed', 'Not signed in: token'],
  [new StorageError('unavailable', 'no answer'), 'unreachable', 'cannot be reached: no answer.'],
  [new StorageError('quota-exceeded', 'full'), 'failure', 'The service refused: full'],
  [new FileSystemError('EBUSY', 'locked'), 'mount-refused', 'mounted by another process'],
  [new FileSystemError('EIO', '/x is damaged'), 'failure', 'used: /x is damaged. To begin anew'],
  [new TypeError('oops\nand more'), 'failure', 'Unexpected failure: oops. More with'],
  ['a string', 'failure', 'Unexpected failure: a string.'],
])('describes %s', (error, reason, text) => {
  const description = describeFailure(error);
  expect(description).toMatchObject({ reason, line: expect.stringContaining(text) });
  expect(description.line).not.toContain('\n');
});
