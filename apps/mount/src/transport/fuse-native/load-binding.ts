import { constants as fileModes } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { MountError } from '../mount-error.ts';
import type { FuseConstructor } from './binding.ts';

const require = createRequire(import.meta.url);
const device = '/dev/fuse';

/**
 * Loads fuse-native, once everything that it needs of the machine is there.
 *
 * @throws MountError `fuse-unavailable`, which says what to install
 */
export async function loadBinding(): Promise<FuseConstructor> {
  await checkDevice();
  await checkHelper();
  try {
    return requireBinding();
  } catch (cause) {
    throw new MountError(
      'fuse-unavailable',
      `The FUSE library cannot be loaded on this machine (${process.platform}-${process.arch}). Install libfuse 2: apt install libfuse2`,
      { cause },
    );
  }
}

function requireBinding(): FuseConstructor {
  try {
    return require('fuse-native') as FuseConstructor;
  } catch {
    preloadLibrary();
    return require('fuse-native') as FuseConstructor;
  }
}

/**
 * Maps the libfuse.so.2 that comes with npm into this process, for machines that have none. The dynamic linker then
 * takes it for the one that the binding asks for, since both go by one SONAME. It is no Node addon, so `dlopen`
 * throws after loading it; RTLD_NODELETE keeps it mapped all the same.
 */
function preloadLibrary(): void {
  const { lib } = require('fuse-shared-library') as { readonly lib: string };
  const keepMapped = 0x1000;
  const { RTLD_GLOBAL, RTLD_NOW } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, lib, RTLD_NOW | RTLD_GLOBAL | keepMapped);
  } catch {
    // Expected. Whether the library is mapped now, loading the binding again will tell.
  }
}

async function checkDevice(): Promise<void> {
  try {
    await access(device, fileModes.R_OK | fileModes.W_OK);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new MountError(
      'fuse-unavailable',
      missing
        ? `FUSE cannot be used: there is no ${device}. Load the kernel module (modprobe fuse); a container needs --device ${device} --cap-add SYS_ADMIN.`
        : `FUSE cannot be used: this user may not open ${device}. Allow it (chmod a+rw ${device}) or run as root.`,
      { cause },
    );
  }
}

/** libfuse asks this program to mount for everybody but root. */
async function checkHelper(): Promise<void> {
  if (process.getuid?.() === 0) return;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = await access(join(folder, 'fusermount'), fileModes.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return;
  }
  throw new MountError(
    'fuse-unavailable',
    'FUSE cannot be used: fusermount is not installed. Install it: apt install fuse3',
  );
}
