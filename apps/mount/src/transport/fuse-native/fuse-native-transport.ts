import { promisify } from 'node:util';
import type { Log } from '../../log.ts';
import { MountError } from '../mount-error.ts';
import { prepareMountPoint } from '../mount-point.ts';
import { findMount, isStillMounted } from '../mount-table.ts';
import type { ActiveMount, MountEnd, MountRequest, Transport } from '../transport.ts';
import { unmountFolder } from '../unmount-folder.ts';
import { startWatchdog } from '../watchdog.ts';
import type { Fuse, FuseConstructor } from './binding.ts';
import { fileSystemOperations } from './file-system-operations.ts';
import { allGuards } from './guards/all-guards.ts';
import type { Guard } from './guards/guard.ts';
import { toHandlers } from './handlers.ts';
import { loadBinding } from './load-binding.ts';
import { mountOptions } from './mount-options.ts';

export interface FuseNativeOptions {
  /**
   * How long an operation may take, in milliseconds. The caller then gets ETIMEDOUT. It is the last resort: a program
   * that waits for an operation cannot even be killed, so it is finite, and above every time limit of the file system.
   */
  readonly operationTimeoutMs?: number | undefined;
  /** How often to look whether the mount is still there, in milliseconds. */
  readonly watchIntervalMs?: number | undefined;
  /** All of them, except in the tests that show what one is for. */
  readonly guards?: readonly Guard[] | undefined;
}

/** Mounts by the package fuse-native: libfuse 2 in this process, which talks in paths. */
export function fuseNativeTransport(options: FuseNativeOptions = {}): Transport {
  const { operationTimeoutMs = 120_000, watchIntervalMs = 1000, guards = allGuards } = options;
  return {
    name: 'fuse-native',
    async mount(request) {
      const fuseClass = await loadBinding();
      const folder = await prepareMountPoint(request.folder, request.log);
      const fuse = createFuse(fuseClass, { ...request, folder }, operationTimeoutMs, guards);
      const watchdog = startWatchdog(folder);
      try {
        await promisify(fuse.mount.bind(fuse))();
      } catch (cause) {
        watchdog.dismiss();
        throw new MountError('mount-failed', `Cannot mount at ${folder}: ${reasonOf(cause)}`, {
          cause,
        });
      }
      return watchMount(fuse, folder, watchIntervalMs, () => watchdog.dismiss(), request.log);
    },
  };
}

function createFuse(
  fuseClass: FuseConstructor,
  request: MountRequest,
  timeout: number,
  guards: readonly Guard[],
): Fuse {
  const { fileSystem, folder, log, source, allowOther = false } = request;
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const operations = guards.reduce(
    (guarded, guard) => guard.operations?.(guarded, { log }) ?? guarded,
    fileSystemOperations(fileSystem, owner),
  );
  const handlers = guards.reduce(
    (guarded, guard) => guard.handlers?.(guarded, { log }) ?? guarded,
    toHandlers(operations),
  );
  const fuse = new fuseClass(folder, handlers, { timeout });
  fuse._fuseOptions = () => `-o${mountOptions({ source, allowOther })}`;
  for (const guard of guards) guard.binding?.(fuse, fuseClass);
  return fuse;
}

async function watchMount(
  fuse: Fuse,
  folder: string,
  intervalMs: number,
  onEnd: () => void,
  log: Log,
): Promise<ActiveMount> {
  const mount = await findMount(folder);
  if (mount === undefined) throw new MountError('mount-failed', `${folder} was unmounted at once`);
  const { promise: ended, resolve } = Promise.withResolvers<MountEnd>();
  const closeBinding = promisify(fuse.unmount.bind(fuse));
  let unmounting: Promise<void> | undefined;

  async function end(how: MountEnd): Promise<void> {
    clearInterval(timer);
    await closeBinding();
    onEnd();
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
  }, intervalMs);

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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
