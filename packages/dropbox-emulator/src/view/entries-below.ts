import { isBelow } from '../path/split-path.ts';
import type { Entry, FolderEntry } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';
import type { View } from './view.ts';

export interface EntryBelow {
  readonly entry: Entry;
  /** From the folder on, as shown, without a slash in front. */
  readonly relativePath: string;
}

/** All that a view shows below a folder, in mounted folders too, parents first. At most `limit` entries. */
export function entriesBelow(
  tree: Tree,
  view: View,
  folder: FolderEntry,
  limit: number,
): readonly EntryBelow[] {
  const contents = view.contentsOf(folder);
  const start = view.keyOf(folder.namespace, folder.key) ?? '';
  const found: EntryBelow[] = [];
  const add = (part: FolderEntry, prefix: string): void => {
    for (const entry of tree.descendants(part.namespace, part.key, '', limit - found.length)) {
      const relativePath = (prefix + entry.path.slice(part.path.length)).replace(/^\//, '');
      if (view.shows(entry)) found.push({ entry, relativePath });
    }
  };
  add(contents, '');
  for (const mount of view.mounts) {
    if (!isBelow(mount.key, start)) continue;
    add(tree.rootOf(mount.namespace), mount.path.slice(start.length));
  }
  return found;
}
