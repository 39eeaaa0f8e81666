import type { FileSystemError } from '@mooring/vfs';
import { posixErrno } from '../../posix-errno.ts';
import type { Guard } from './guard.ts';
import { wrapHandlers } from './wrap-handlers.ts';

/**
 * Answers every operation that throws or rejects. The binding would let the error end the process, and every program
 * that uses the mount with it. An error that is not the file system's own is a mistake of this program: the caller gets
 * EIO and the log the error.
 */
export const failures: Guard = {
  name: 'failures',
  handlers: (handlers, { log }) =>
    wrapHandlers(handlers, (handler, operation) => async (...args) => {
      try {
        await handler(...args);
      } catch (error) {
        const reply = args.at(-1) as (code: number) => void;
        if (isFileSystemError(error)) {
          log.debug({ operation, code: error.code, reason: error.message }, 'refused');
          reply(-posixErrno[error.code]);
        } else {
          log.error({ operation, err: error }, 'operation failed unexpectedly');
          reply(-posixErrno.EIO);
        }
      }
    }),
};

/** By name, since the file system may come with its own copy of the package. */
function isFileSystemError(error: unknown): error is FileSystemError {
  return (
    error instanceof Error && error.name === ('FileSystemError' satisfies FileSystemError['name'])
  );
}
