import { constants } from 'node:fs';
import {
  type Attributes,
  type FileSystem,
  FileSystemError,
  type HandleId,
  type NodeId,
  type NodeKind,
  type OpenOptions,
} from '@mooring/vfs';
import type { FuseStat, FuseStatistics } from './binding.ts';
import type { ExtendedAttributeOperations, ListedName, Operations } from './operations.ts';
import { PathResolver } from './resolve-path.ts';

const typeBits: Readonly<Record<NodeKind, number>> = {
  file: constants.S_IFREG,
  folder: constants.S_IFDIR,
  symlink: constants.S_IFLNK,
};

const unchangedOwner = 0xffffffff;
const blockSize = 4096;
/** Shown as the size of a store that does not tell its own: 1 PiB, so that no program thinks it is full. */
const unknownTotalBytes = 2 ** 50;

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Everything in the mount belongs to one user and group, since a cloud store knows neither. */
export function fileSystemOperations(fileSystem: FileSystem, owner: Owner): Operations {
  const paths = new PathResolver(fileSystem);
  /** The binding names open files by path and handle; only the handle still holds after a rename on the server. */
  const openNodes = new Map<number, NodeId>();

  function openNode(handle: number): NodeId {
    const node = openNodes.get(handle);
    if (node === undefined) throw new FileSystemError('EBADF', `handle ${handle} is not open`);
    return node;
  }

  function stat(attributes: Attributes): FuseStat {
    const { node, kind, size, mode, mtime, ctime, atime } = attributes;
    return {
      ino: node,
      mode: typeBits[kind] | mode,
      // 1 for folders too: it tells programs that the number of subfolders cannot be read from it.
      nlink: 1,
      uid: owner.uid,
      gid: owner.gid,
      size,
      blksize: blockSize,
      blocks: Math.ceil(size / 512),
      mtime,
      ctime,
      atime,
    };
  }

  function listedName(name: string, node: NodeId, kind: NodeKind): ListedName {
    // The kernel takes only the type and the inode number of a listing, and asks `getattr` for the rest.
    const rest = { size: 0, mode: 0, mtime: 0, ctime: 0, atime: 0 };
    return { name, stat: stat({ node, kind, ...rest }) };
  }

  return {
    async getattr(path) {
      return stat(await paths.attributes(path));
    },
    async fgetattr(handle) {
      return stat(await fileSystem.getattr(openNode(handle)));
    },
    async readdir(path) {
      const folder = await paths.node(path);
      const entries = await fileSystem.readdir(folder);
      return [
        listedName('.', folder, 'folder'),
        listedName('..', folder, 'folder'),
        ...entries.map(({ name, node, kind }) => listedName(name, node, kind)),
      ];
    },
    async readlink(path) {
      return fileSystem.readlink(await paths.node(path));
    },

    async open(path, flags) {
      const node = await paths.node(path);
      const handle = await fileSystem.open(node, openOptions(flags));
      openNodes.set(handle, node);
      return handle;
    },
    async create(path, mode) {
      const { parent, name } = await paths.place(path);
      // The binding does not pass the flags. The kernel checks the rights of a descriptor itself, and aims an append.
      const opened = await fileSystem.create(parent, name, mode & 0o777, { access: 'read-write' });
      openNodes.set(opened.handle, opened.attributes.node);
      return opened.handle;
    },
    async read(handle, offset, length) {
      return fileSystem.read(handle as HandleId, offset, length);
    },
    async write(handle, offset, data) {
      return fileSystem.write(handle as HandleId, offset, data);
    },
    async flush(handle) {
      await fileSystem.flush(handle as HandleId);
    },
    async fsync(handle) {
      await fileSystem.fsync(handle as HandleId);
    },
    async release(handle) {
      openNodes.delete(handle);
      await fileSystem.release(handle as HandleId);
    },

    async truncate(path, size) {
      await fileSystem.setattr(await paths.node(path), { size });
    },
    async ftruncate(handle, size) {
      await fileSystem.setattr(openNode(handle), { size }, handle as HandleId);
    },
    async utimens(path, atime, mtime) {
      await fileSystem.setattr(await paths.node(path), { atime, mtime });
    },
    async chmod(path, mode) {
      await fileSystem.setattr(await paths.node(path), { mode: mode & 0o777 });
    },
    async chown(path, uid, gid) {
      await paths.node(path);
      const same = (asked: number, present: number) =>
        asked === unchangedOwner || asked === present;
      if (same(uid, owner.uid) && same(gid, owner.gid)) return;
      throw new FileSystemError('EPERM', 'files in the mount belong to the user who mounted it');
    },

    async mknod(path, mode) {
      if ((mode & constants.S_IFMT) !== constants.S_IFREG) {
        throw new FileSystemError('EPERM', 'devices, pipes and sockets cannot be stored');
      }
      const { parent, name } = await paths.place(path);
      const options = { access: 'write' } as const;
      const { handle } = await fileSystem.create(parent, name, mode & 0o777, options);
      await fileSystem.release(handle);
    },
    async mkdir(path, mode) {
      const { parent, name } = await paths.place(path);
      await fileSystem.mkdir(parent, name, mode & 0o777);
    },
    async link() {
      throw new FileSystemError('EPERM', 'a cloud store has no hard links');
    },
    async symlink(target, path) {
      const { parent, name } = await paths.place(path);
      await fileSystem.symlink(parent, name, target);
    },
    async unlink(path) {
      const { parent, name } = await paths.place(path);
      await fileSystem.unlink(parent, name);
    },
    async rmdir(path) {
      const { parent, name } = await paths.place(path);
      await fileSystem.rmdir(parent, name);
      paths.forget();
    },
    async rename(from, to) {
      const [source, target] = [await paths.place(from), await paths.place(to)];
      await fileSystem.rename(source.parent, source.name, target.parent, target.name);
      paths.forget();
    },

    async statfs() {
      return statistics(fileSystem);
    },
    ...extendedAttributes(fileSystem, paths),
  };
}

function openOptions(flags: number): OpenOptions {
  const access = flags & (constants.O_WRONLY | constants.O_RDWR);
  return {
    access:
      access === constants.O_RDONLY
        ? 'read'
        : access === constants.O_WRONLY
          ? 'write'
          : 'read-write',
    append: (flags & constants.O_APPEND) !== 0,
    truncate: (flags & constants.O_TRUNC) !== 0,
  };
}

function statistics(fileSystem: FileSystem): FuseStatistics {
  const { usedBytes, totalBytes = unknownTotalBytes, maxNameLength } = fileSystem.statfs();
  const free = Math.floor(Math.max(0, totalBytes - usedBytes) / blockSize);
  return {
    bsize: blockSize,
    frsize: blockSize,
    blocks: Math.ceil(Math.max(totalBytes, usedBytes) / blockSize),
    bfree: free,
    bavail: free,
    // A store has no inodes to run out of. Zero for both is how file systems without inodes say so.
    files: 0,
    ffree: 0,
    favail: 0,
    namemax: maxNameLength,
  };
}

function extendedAttributes(
  fileSystem: FileSystem,
  paths: PathResolver,
): { readonly extendedAttributes?: ExtendedAttributeOperations } {
  const { extendedAttributes: attributes } = fileSystem;
  if (attributes === undefined) return {};
  return {
    extendedAttributes: {
      get: async (path, name) => attributes.get(await paths.node(path), name),
      list: async (path) => attributes.list(await paths.node(path)),
      set: async (path, name, value) => attributes.set(await paths.node(path), name, value),
      remove: async (path, name) => attributes.remove(await paths.node(path), name),
    },
  };
}
