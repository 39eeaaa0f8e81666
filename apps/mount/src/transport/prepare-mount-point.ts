import { readdir, realpath, stat, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Log } from '../log.ts';
import { MountError } from './mount-error.ts';
import { findMount } from './mount-table.ts';
import { mountType } from './mount-type.ts';
import { unmountFolder } from './unmount-folder.ts';

/**
 * Checks that a folder can be mounted on, and returns it absolute and without symbolic links. A mount of ours whose
 * process died is taken away first.
 *
 * @throws MountError `folder-missing`, `not-a-folder`, `folder-not-empty`, `folder-in-use`, `folder-unusable`
 */
export async function prepareMountPoint(folder: string, log: Log): Promise<string> {
  const path = await realpath(resolve(folder)).catch((error) => refuse(folder, error));
  const mount = await findMount(path);
  if (mount !== undefined) {
    if (mount.type !== mountType || !(await isDead(path))) {
      throw new MountError(
        'folder-in-use',
        `${folder} is in use: ${mount.source} (${mount.type}) is mounted there. Unmount it first, or choose another folder.`,
      );
    }
    log.warn({ folder: path }, 'removing a mount whose process died');
    await unmountFolder(mount);
  }
  const found = await stat(path).catch((error) => refuse(folder, error));
  if (!found.isDirectory()) {
    throw new MountError('not-a-folder', `${folder} is a file. Choose an empty folder.`);
  }
  const names = await readdir(path).catch((error) => refuse(folder, error));
  if (names.length > 0) {
    throw new MountError(
      'folder-not-empty',
      `${folder} is not empty: a mount would hide what is in it. Choose an empty folder.`,
    );
  }
  return path;
}

/** Asks for the statistics of the file system, since the kernel never answers that from what it holds. */
async function isDead(folder: string): Promise<boolean> {
  try {
    await statfs(folder);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTCONN';
  }
}

function refuse(folder: string, cause: unknown): never {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    throw new MountError(
      'folder-missing',
      `${folder} does not exist. Create it: mkdir -p ${folder}`,
      { cause },
    );
  }
  if (code === 'ENOTDIR') {
    throw new MountError('not-a-folder', `${folder} lies below a file. Choose an empty folder.`, {
      cause,
    });
  }
  throw new MountError('folder-unusable', `Cannot use ${folder}: ${message}`, { cause });
}
