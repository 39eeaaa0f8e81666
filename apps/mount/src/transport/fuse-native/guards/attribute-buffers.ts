import { constants } from 'node:os';
import type { Guard } from './guard.ts';

/**
 * Answers ERANGE where the memory that a program offers for extended attributes is too short. The binding would
 * write past the end of it: any user could end the process with one `listxattr`, and values of some length never arrive.
 */
export const attributeBuffers: Guard = {
  name: 'attribute-buffers',
  binding(fuse) {
    fuse._op_listxattr = (signal, path, memory) => {
      fuse.ops.listxattr?.(path, (code, names = []) => {
        const list = Buffer.from(names.map((name) => `${name}\0`).join(''));
        signal(code < 0 ? code : fill(memory, list), memory.buffer);
      });
    };
    fuse._op_getxattr = (signal, path, name, memory, position) => {
      fuse.ops.getxattr?.(path, name, position, (code, value = Buffer.alloc(0)) => {
        signal(code < 0 ? code : fill(memory, value), memory.buffer);
      });
    };
  },
};

/** A program that offers no memory at all asks how much it needs. */
function fill(memory: Buffer, data: Buffer): number {
  if (memory.length === 0) return data.length;
  if (memory.length < data.length) return -constants.errno.ERANGE;
  data.copy(memory);
  return data.length;
}
