/**
 * What this program uses of the package fuse-native, which ships no types. Names and shapes are the package's own,
 * version 2.2.6. Names that begin with an underscore are its internals: guards replace some of them.
 */

/** Answers an operation. Zero and above is success, below zero the negative errno. */
export type Reply<Values extends readonly unknown[] = []> = (
  code: number,
  ...values: Values
) => void;

/** Times in milliseconds since 1970. All numbers but the sizes and times are 32 bits wide. */
export interface FuseStat {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly nlink: number;
  readonly ino: number;
  readonly blksize: number;
  /** In units of 512 bytes. */
  readonly blocks: number;
  readonly atime: number;
  readonly mtime: number;
  readonly ctime: number;
}

/** All 32 bits wide. `blocks`, `bfree` and `bavail` count in units of `frsize`. */
export interface FuseStatistics {
  readonly bsize: number;
  readonly frsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
  readonly favail: number;
  readonly namemax: number;
}

/**
 * Reads into the buffer, or writes what is in it. The code is the number of bytes. The buffer is memory of the
 * kernel's request, gone once it is answered.
 */
export type TransferHandler = (
  path: string,
  handle: number,
  buffer: Buffer,
  length: number,
  offset: number,
  reply: Reply,
) => void;

/** The functions that the binding calls. What is absent the kernel answers by itself, mostly with ENOSYS. */
export interface FuseHandlers {
  getattr(path: string, reply: Reply<[stat?: FuseStat]>): void;
  /** Makes the binding ask for open files apart; it then calls `getattr` all the same. */
  fgetattr(path: string, handle: number, reply: Reply<[stat?: FuseStat]>): void;
  readdir(
    path: string,
    reply: Reply<[names?: readonly string[], stats?: readonly FuseStat[]]>,
  ): void;
  readlink(path: string, reply: Reply<[target?: string]>): void;
  open(path: string, flags: number, reply: Reply<[handle?: number]>): void;
  create(path: string, mode: number, reply: Reply<[handle?: number]>): void;
  readonly read: TransferHandler;
  readonly write: TransferHandler;
  flush(path: string, handle: number, reply: Reply): void;
  fsync(path: string, dataOnly: number, handle: number, reply: Reply): void;
  release(path: string, handle: number, reply: Reply): void;
  truncate(path: string, size: number, reply: Reply): void;
  ftruncate(path: string, handle: number, size: number, reply: Reply): void;
  utimens(path: string, atime: number, mtime: number, reply: Reply): void;
  chmod(path: string, mode: number, reply: Reply): void;
  chown(path: string, uid: number, gid: number, reply: Reply): void;
  mknod(path: string, mode: number, device: number, reply: Reply): void;
  mkdir(path: string, mode: number, reply: Reply): void;
  link(target: string, path: string, reply: Reply): void;
  symlink(target: string, path: string, reply: Reply): void;
  unlink(path: string, reply: Reply): void;
  rmdir(path: string, reply: Reply): void;
  rename(from: string, to: string, reply: Reply): void;
  statfs(path: string, reply: Reply<[statistics?: FuseStatistics]>): void;
  setxattr?(
    path: string,
    name: string,
    value: Buffer,
    position: number,
    flags: number,
    reply: Reply,
  ): void;
  getxattr?(path: string, name: string, position: number, reply: Reply<[value?: Buffer]>): void;
  listxattr?(path: string, reply: Reply<[names?: readonly string[]]>): void;
  removexattr?(path: string, name: string, reply: Reply): void;
}

/** Called from C: the request as a C struct, the number of the operation, and its arguments. */
export type NativeHandler = (request: Buffer, operation: number, ...args: readonly never[]) => void;

export interface Fuse {
  readonly mnt: string;
  readonly ops: FuseHandlers;
  mount(callback: (error?: Error | null) => void): void;
  unmount(callback: (error?: Error | null) => void): void;
  /** The option string of the mount: `-o` and a list with commas. */
  _fuseOptions(): string;
  /** By number of the operation. */
  readonly _handlers: NativeHandler[];
  _op_fgetattr(signal: Reply<[stat?: Uint32Array]>, path: string, handle: number): void;
  _op_getattr(signal: Reply<[stat?: Uint32Array]>, path: string): void;
  _op_getxattr(
    signal: Reply<[memory: ArrayBufferLike]>,
    path: string,
    name: string,
    memory: Buffer,
    position: number,
  ): void;
  _op_listxattr(signal: Reply<[memory: ArrayBufferLike]>, path: string, memory: Buffer): void;
}

export interface FuseConstructor {
  new (folder: string, handlers: FuseHandlers, options: { readonly timeout: number }): Fuse;
  /** Calls a shell. */
  unmount(folder: string, callback: (error?: Error | null) => void): void;
}
