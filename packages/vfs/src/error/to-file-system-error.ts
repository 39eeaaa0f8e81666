import { isStorageError } from '@mooring/core';
import { FileSystemError } from './file-system-error.ts';
import { isDiskFull } from './is-disk-full.ts';
import type { PosixCode } from './posix-code.ts';
import { posixCodeOf } from './posix-code-of.ts';

/** Errors of the local disk that a program should see as they are. */
const diskCodes: readonly PosixCode[] = ['EACCES', 'EDQUOT', 'EFBIG', 'EROFS'];

/** The one place where a failure of the store or of the local disk becomes what a program sees. */
export function toFileSystemError(error: unknown): FileSystemError {
  if (error instanceof FileSystemError) return error;
  if (isStorageError(error)) {
    return new FileSystemError(posixCodeOf[error.code], error.message, { cause: error });
  }
  const code = diskCodes.find(
    (each) => error instanceof Error && 'code' in error && error.code === each,
  );
  const message = error instanceof Error ? error.message : String(error);
  return new FileSystemError(code ?? (isDiskFull(error) ? 'ENOSPC' : 'EIO'), message, {
    cause: error,
  });
}
