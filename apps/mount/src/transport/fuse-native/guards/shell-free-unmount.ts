import type { Guard } from './guard.ts';

/**
 * Keeps the binding from unmounting: the transport has done that when it closes the binding. The binding would put the
 * folder into a command line, where a shell runs `$(…)` in its name; and it knows only `fusermount`, which machines
 * without the packages of FUSE do not have.
 */
export const shellFreeUnmount: Guard = {
  name: 'shell-free-unmount',
  binding(_fuse, fuseClass) {
    fuseClass.unmount = (_folder, callback) => callback(null);
  },
};
