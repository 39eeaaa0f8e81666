import { constants } from 'node:os';
import type { PosixCode } from '@mooring/vfs';

const { errno } = constants;

/** The number that this operating system gives each code. A code of the file system left out here does not compile. */
export const posixErrno: Readonly<Record<PosixCode, number>> = {
  EACCES: errno.EACCES,
  EBADF: errno.EBADF,
  EBUSY: errno.EBUSY,
  EDQUOT: errno.EDQUOT,
  EEXIST: errno.EEXIST,
  EFBIG: errno.EFBIG,
  EINVAL: errno.EINVAL,
  EIO: errno.EIO,
  EISDIR: errno.EISDIR,
  ENAMETOOLONG: errno.ENAMETOOLONG,
  ENOENT: errno.ENOENT,
  ENOSPC: errno.ENOSPC,
  ENOTDIR: errno.ENOTDIR,
  ENOTEMPTY: errno.ENOTEMPTY,
  ENOTSUP: errno.ENOTSUP,
  EPERM: errno.EPERM,
  EROFS: errno.EROFS,
  ESTALE: errno.ESTALE,
  ETIMEDOUT: errno.ETIMEDOUT,
};
