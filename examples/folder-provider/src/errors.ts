import { intercept, isStorageError, StorageError, type StorageErrorCode } from '@mooring/core';

const codes: Readonly<Record<string, StorageErrorCode>> = {
  ENOENT: 'not-found',
  EEXIST: 'already-exists',
  ENOTDIR: 'not-a-folder',
  EISDIR: 'is-a-folder',
  ENOTEMPTY: 'not-empty',
  ENAMETOOLONG: 'invalid-path',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EROFS: 'read-only',
  ENOSPC: 'quota-exceeded',
  EDQUOT: 'quota-exceeded',
  EFBIG: 'too-large',
};

/** Maps what the file system says, in one place, by its code. What is not in the table ends as `internal`. */
export const mapErrors = intercept(({ request }, next) =>
  next(request).catch((error: NodeJS.ErrnoException) => {
    const code = codes[error.code ?? ''];
    if (isStorageError(error) || code === undefined) throw error;
    throw new StorageError(code, error.message, { cause: error });
  }),
);

/** Takes one error of the file system for "there is none", and throws every other on. */
export function unless(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
