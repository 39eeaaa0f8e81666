import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const suffix = '.sock';

/** Where the mount at a folder listens. A hash, since the path of a socket holds about 100 bytes. */
export function controlAddress(runtimeFolder: string, folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(runtimeFolder, `${hash}${suffix}`);
}

/** Where the mounts of this user listen, or listened before they died. */
export async function controlAddresses(runtimeFolder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(runtimeFolder);
    return names.filter((name) => name.endsWith(suffix)).map((name) => join(runtimeFolder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
