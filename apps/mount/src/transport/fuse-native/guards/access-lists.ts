import { FileSystemError } from '@mooring/vfs';
import type { Guard } from './guard.ts';

/**
 * Refuses access control lists, which reach a FUSE file system as ordinary extended attributes. Storing one would make
 * programs believe in rights that nobody checks, and `cp -p` copy them with a wrong mode.
 */
export const accessLists: Guard = {
  name: 'access-lists',
  operations(operations) {
    const { extendedAttributes: attributes } = operations;
    if (attributes === undefined) return operations;
    return {
      ...operations,
      extendedAttributes: {
        ...attributes,
        async set(path, name, value) {
          if (name.startsWith('system.posix_acl_')) {
            throw new FileSystemError('ENOTSUP', 'access control lists cannot be stored');
          }
          return attributes.set(path, name, value);
        },
      },
    };
  },
};
