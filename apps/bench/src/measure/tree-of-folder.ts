import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDropboxProvider } from '@mooring/dropbox';
import type { Tree } from './tree.ts';

// Only its hasher is used, which asks nobody anything.
const { createHasher } = createDropboxProvider({ accessToken: 'none' });

/** What a local folder holds, as the server would tell it. */
export async function treeOfFolder(folder: string): Promise<Tree> {
  const tree = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const state = entry.isFile()
      ? createHasher()
          .update(await readFile(path))
          .digest()
      : 'folder';
    tree.set(path.slice(folder.length), state);
  }
  return tree;
}
