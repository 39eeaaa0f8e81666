import type { FuseStat, FuseStatistics } from './binding.ts';

export interface ListedName {
  readonly name: string;
  readonly stat: FuseStat;
}

/**
 * What programs can ask of the mount, in the terms of the binding (paths, `struct stat`, open flags) but with promises
 * for callbacks. Each fails with whatever the file system threw.
 */
export interface Operations {
  getattr(path: string): Promise<FuseStat>;
  /** The attributes of an open file, also when nothing is at its path any more. */
  fgetattr(handle: number): Promise<FuseStat>;
  /** With `.` and `..`, as programs expect. */
  readdir(path: string): Promise<readonly ListedName[]>;
  readlink(path: string): Promise<string>;
  open(path: string, flags: number): Promise<number>;
  create(path: string, mode: number): Promise<number>;
  read(handle: number, offset: number, length: number): Promise<Uint8Array>;
  write(handle: number, offset: number, data: Uint8Array): Promise<number>;
  flush(handle: number): Promise<void>;
  fsync(handle: number): Promise<void>;
  release(handle: number): Promise<void>;
  truncate(path: string, size: number): Promise<void>;
  ftruncate(handle: number, size: number): Promise<void>;
  /** Times in milliseconds since 1970. */
  utimens(path: string, atime: number, mtime: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  chown(path: string, uid: number, gid: number): Promise<void>;
  mknod(path: string, mode: number): Promise<void>;
  mkdir(path: string, mode: number): Promise<void>;
  link(target: string, path: string): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  unlink(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  statfs(): Promise<FuseStatistics>;
  /** Absent where the file system has none: the kernel then stops asking after the first time. */
  readonly extendedAttributes?: ExtendedAttributeOperations;
}

export interface ExtendedAttributeOperations {
  /** Undefined where the node has no such attribute. */
  get(path: string, name: string): Promise<Uint8Array | undefined>;
  list(path: string): Promise<readonly string[]>;
  set(path: string, name: string, value: Uint8Array): Promise<void>;
  /** Resolves to whether there was one. */
  remove(path: string, name: string): Promise<boolean>;
}
