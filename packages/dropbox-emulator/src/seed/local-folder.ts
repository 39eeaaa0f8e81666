import type { Dirent } from 'node:fs';
import { opendir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeedEntry } from './seed-entry.ts';

/** All that is in a folder of this machine, as entries for an account. Sockets, devices and the like are left out. */
export async function* localFolderEntries(
  folder: string,
  path = '',
): AsyncGenerator<SeedEntry, void, undefined> {
  for await (const item of await opendir(folder)) {
    const source = join(folder, item.name);
    const target = `${path}/${item.name}`;
    if (item.isDirectory()) {
      yield { kind: 'folder', path: target };
      yield* localFolderEntries(source, target);
    } else {
      const entry = await fileEntry(item, source, target);
      if (entry !== undefined) yield entry;
    }
  }
}

async function fileEntry(
  item: Dirent,
  source: string,
  path: string,
): Promise<SeedEntry | undefined> {
  if (item.isSymbolicLink()) return { kind: 'symlink', path, target: await readlink(source) };
  if (!item.isFile()) return undefined;
  const { mtimeMs } = await stat(source);
  return { kind: 'local-file', path, source, modifiedAt: mtimeMs };
}
