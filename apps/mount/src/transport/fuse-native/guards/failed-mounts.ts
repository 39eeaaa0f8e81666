import { findMount } from '../../mount-table.ts';
import { unmountFolder } from '../../unmount-folder.ts';
import type { Guard } from './guard.ts';

/**
 * Cleans up after a mount that failed halfway. The binding mounts first and looks at its options then: when it
 * refuses one, a dead mount stays behind, and every look at the folder fails with ENOTCONN.
 */
export const failedMounts: Guard = {
  name: 'failed-mounts',
  binding(fuse) {
    const mount = fuse.mount.bind(fuse);
    fuse.mount = (callback) => {
      mount((error) => {
        if (!error) {
          callback();
          return;
        }
        const giveUp = () => callback(error);
        removeMount(fuse.mnt).then(giveUp, giveUp);
      });
    };
  },
};

async function removeMount(folder: string): Promise<void> {
  const mount = await findMount(folder);
  if (mount !== undefined) await unmountFolder(mount);
}
