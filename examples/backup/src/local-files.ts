import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface LocalFile {
  /** Where the file is on this machine. */
  readonly location: string;
  /** Names from the folder that is backed up to the file. */
  readonly names: readonly string[];
  readonly size: number;
  readonly mtime: number;
}

/** The files below a folder. Links, sockets and devices are left out. */
export async function* localFiles(
  folder: string,
  names: readonly string[] = [],
): AsyncGenerator<LocalFile> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const location = join(folder, entry.name);
    const inner = [...names, entry.name];
    if (entry.isDirectory()) yield* localFiles(location, inner);
    if (!entry.isFile()) continue;
    const { size, mtimeMs } = await stat(location);
    yield { location, names: inner, size, mtime: Math.floor(mtimeMs) };
  }
}
