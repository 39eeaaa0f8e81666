import { FileSystemError } from '@mooring/vfs';
import type { Guard } from './guard.ts';

/** The binding cuts off what is longer, in bytes of UTF-8. */
export const longestListedName = 1023;

/**
 * Refuses names that are longer than the store or the binding can hold. The kernel lets 1024 bytes through, four times
 * what Linux promises programs, and leaves it to the file system to refuse. Every name is looked up before anything is
 * done with it, so `getattr` is the one place to check.
 */
export const longNames: Guard = {
  name: 'long-names',
  operations: (operations) => ({
    ...operations,
    async getattr(path) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (Buffer.byteLength(name) > 255) {
        const { namemax } = await operations.statfs();
        if (name.length > namemax || Buffer.byteLength(name) > longestListedName) {
          throw new FileSystemError('ENAMETOOLONG', `more than ${namemax} characters`);
        }
      }
      return operations.getattr(path);
    },
  }),
};
