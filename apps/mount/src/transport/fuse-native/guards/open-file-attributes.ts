import type { Guard } from './guard.ts';

/**
 * Asks for the attributes of an open file by its handle. The binding would ask by the path that the file was opened
 * with, where there is nothing, or something else, once the file was moved or removed on the server.
 */
export const openFileAttributes: Guard = {
  name: 'open-file-attributes',
  binding(fuse) {
    const getattr = fuse._op_getattr;
    fuse._op_fgetattr = (signal, path, handle) => {
      const { ops } = fuse;
      const byHandle = {
        ops: {
          getattr: (_: string, reply: Parameters<typeof ops.getattr>[1]) =>
            ops.fgetattr(path, handle, reply),
        },
      };
      getattr.call(byHandle as typeof fuse, signal, path);
    };
  },
};
