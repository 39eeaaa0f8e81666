import { constants } from 'node:os';
import type { FuseHandlers, Reply } from './binding.ts';
import type { Operations } from './operations.ts';

/** As setxattr(2) numbers them. */
const [xattrCreate, xattrReplace] = [1, 2];

/**
 * Gives the operations the form that the binding calls. Each handler replies when its operation succeeds, and returns
 * the promise: guards answer what fails.
 */
export function toHandlers(operations: Operations): FuseHandlers {
  const whenDone = async (work: Promise<unknown>, reply: Reply) => {
    await work;
    reply(0);
  };
  const withValue = async <Value>(work: Promise<Value>, reply: Reply<[value?: Value]>) => {
    reply(0, await work);
  };
  return {
    getattr: (path, reply) => withValue(operations.getattr(path), reply),
    fgetattr: (_path, handle, reply) => withValue(operations.fgetattr(handle), reply),
    async readdir(path, reply) {
      const entries = await operations.readdir(path);
      reply(
        0,
        entries.map(({ name }) => name),
        entries.map(({ stat }) => stat),
      );
    },
    readlink: (path, reply) => withValue(operations.readlink(path), reply),
    open: (path, flags, reply) => withValue(operations.open(path, flags), reply),
    create: (path, mode, reply) => withValue(operations.create(path, mode), reply),
    async read(_path, handle, buffer, length, offset, reply) {
      const data = await operations.read(handle, offset, length);
      buffer.set(data);
      reply(data.length);
    },
    async write(_path, handle, buffer, length, offset, reply) {
      reply(await operations.write(handle, offset, buffer.subarray(0, length)));
    },
    flush: (_path, handle, reply) => whenDone(operations.flush(handle), reply),
    fsync: (_path, _dataOnly, handle, reply) => whenDone(operations.fsync(handle), reply),
    release: (_path, handle, reply) => whenDone(operations.release(handle), reply),
    truncate: (path, size, reply) => whenDone(operations.truncate(path, size), reply),
    ftruncate: (_path, handle, size, reply) => whenDone(operations.ftruncate(handle, size), reply),
    utimens: (path, atime, mtime, reply) => whenDone(operations.utimens(path, atime, mtime), reply),
    chmod: (path, mode, reply) => whenDone(operations.chmod(path, mode), reply),
    chown: (path, uid, gid, reply) => whenDone(operations.chown(path, uid, gid), reply),
    mknod: (path, mode, _device, reply) => whenDone(operations.mknod(path, mode), reply),
    mkdir: (path, mode, reply) => whenDone(operations.mkdir(path, mode), reply),
    link: (target, path, reply) => whenDone(operations.link(target, path), reply),
    symlink: (target, path, reply) => whenDone(operations.symlink(target, path), reply),
    unlink: (path, reply) => whenDone(operations.unlink(path), reply),
    rmdir: (path, reply) => whenDone(operations.rmdir(path), reply),
    rename: (from, to, reply) => whenDone(operations.rename(from, to), reply),
    statfs: (_path, reply) => withValue(operations.statfs(), reply),
    ...extendedAttributeHandlers(operations),
  };
}

function extendedAttributeHandlers({
  extendedAttributes: attributes,
}: Operations): Pick<FuseHandlers, 'getxattr' | 'listxattr' | 'removexattr' | 'setxattr'> {
  if (attributes === undefined) return {};
  const { EEXIST, ENODATA } = constants.errno;
  return {
    async getxattr(path, name, _position, reply) {
      const value = await attributes.get(path, name);
      if (value === undefined) reply(-ENODATA);
      else reply(0, Buffer.from(value));
    },
    async listxattr(path, reply) {
      reply(0, await attributes.list(path));
    },
    async setxattr(path, name, value, _position, flags, reply) {
      if (flags === xattrCreate || flags === xattrReplace) {
        const present = (await attributes.get(path, name)) !== undefined;
        if (present && flags === xattrCreate) return reply(-EEXIST);
        if (!present && flags === xattrReplace) return reply(-ENODATA);
      }
      // A copy, since the memory of the request is gone once it is answered.
      await attributes.set(path, name, Uint8Array.from(value));
      reply(0);
    },
    async removexattr(path, name, reply) {
      reply((await attributes.remove(path, name)) ? 0 : -ENODATA);
    },
  };
}
