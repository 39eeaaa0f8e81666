import { promisify } from 'node:util';
import type { Log } from '../../log.ts';
import { MountError } from '../mount-error.ts';
import { findMount, isStillMounted } from '../mount-table.ts';
import type { ActiveMount, MountEnd } from '../transport.ts';
import { unmountFolder } from '../unmount-folder.ts';
import type { Watchdog } from '../watchdog.ts';
import type { Fuse } from './binding.ts';

export interface ActiveMountOptions {
  /** Mounted already. */
  readonly fuse: Fuse;
  readonly folder: string;
  readonly watchdog: Watchdog;
  /** How often to look whether the mount is still there, in milliseconds. */
  readonly watchIntervalMs: number;
  readonly log: Log;
}

/** Watches over a mount until it ends, by its own `unmount` or by somebody else's. */
export async function activeMount(options: ActiveMountOptions): Promise<ActiveMount> {
  const { fuse, folder, watchdog, watchIntervalMs, log } = options;
  const mount = await findMount(folder);
  if (mount === undefined) throw new MountError('mount-failed', `${folder} was unmounted at once`);
  const { promise: ended, resolve } = Promise.withResolvers<MountEnd>();
  const closeBinding = promisify(fuse.unmount.bind(fuse));
  let unmounting: Promise<void> | undefined;

  async function end(how: MountEnd): Promise<void> {
    clearInterval(timer);
    await closeBinding();
    watchdog.dismiss();
    resolve(how);
  }

  // The binding is not told when somebody else unmounts, and the kernel tells only those who look.
  const timer = setInterval(async () => {
    try {
      if ((await isStillMounted(mount)) || unmounting !== undefined) return;
      unmounting = end('taken-away');
      await unmounting;
    } catch (error) {
      log.error({ err: error }, 'cannot tell whether the mount is still there');
    }
  }, watchIntervalMs);

  return {
    folder,
    ended,
    unmount() {
      unmounting ??= unmountFolder(mount).then(
        () => end('unmounted'),
        (error) => {
          unmounting = undefined;
          throw error;
        },
      );
      return unmounting;
    },
    invalidate() {
      // The binding has no way to the kernel's caches. Their short times in the mount options stand in for it.
    },
  };
}
