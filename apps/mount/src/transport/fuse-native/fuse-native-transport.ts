import { promisify } from 'node:util';
import { MountError } from '../mount-error.ts';
import { prepareMountPoint } from '../prepare-mount-point.ts';
import type { MountRequest, Transport } from '../transport.ts';
import { startWatchdog } from '../watchdog.ts';
import { activeMount } from './active-mount.ts';
import type { Fuse, FuseConstructor } from './binding.ts';
import { fileSystemOperations } from './file-system-operations.ts';
import { allGuards } from './guards/all-guards.ts';
import type { Guard } from './guards/guard.ts';
import { toHandlers } from './handlers.ts';
import { loadBinding } from './load-binding.ts';
import { kernelOptions, mountOptions } from './mount-options.ts';
import { findMountRefusal } from './mount-refusal.ts';

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
        const { source, allowOther = false } = request;
        const refusal = await findMountRefusal(folder, kernelOptions({ source, allowOther }));
        const reason = refusal ?? reasonOf(cause);
        throw new MountError('mount-failed', `Cannot mount at ${folder}: ${reason}`, { cause });
      }
      const { log } = request;
      return activeMount({ fuse, folder, watchdog, watchIntervalMs, log });
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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
