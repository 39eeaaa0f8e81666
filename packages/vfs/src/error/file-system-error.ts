import type { PosixCode } from './posix-code.ts';

/** The one error of a file system. The cause, where there is one, is the provider's or the local disk's own error. */
export class FileSystemError extends Error {
  override readonly name: 'FileSystemError' = 'FileSystemError';
  readonly code: PosixCode;

  constructor(code: PosixCode, message: string, options?: { readonly cause: unknown }) {
    super(`${code}: ${message}`, options);
    this.code = code;
  }
}
