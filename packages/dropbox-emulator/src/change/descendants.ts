import type { Entry, FolderEntry } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';

/** All that is below a folder in its own namespace, parents first. */
export function descendantsOf(tree: Tree, folder: FolderEntry): Entry[] {
  return tree.descendants(folder.namespace, folder.key, '', Number.MAX_SAFE_INTEGER);
}
