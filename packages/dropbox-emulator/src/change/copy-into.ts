import { pathKey } from '../path/path-key.ts';
import { parentOf } from '../path/split-path.ts';
import type { Entry, FolderEntry } from '../tree/entry.ts';
import { createParents, type Target } from '../view/target.ts';
import type { ChangeContext } from './change-context.ts';

/** Puts copies of an entry and of all that is in it at a free target. Copies have ids of their own. */
export function copyInto(
  context: ChangeContext,
  source: Entry,
  inside: Iterable<Entry>,
  target: Target,
): Entry {
  const copy = insertCopy(context, source, createParents(context, target), target.path);
  const folders = new Map<string, FolderEntry>();
  if (copy.kind === 'folder') folders.set(copy.key, copy);
  for (const entry of inside) {
    const path = target.path + entry.path.slice(source.path.length);
    const parent = folders.get(pathKey(parentOf(path)));
    if (parent === undefined) throw new Error(`The copy has no folder for ${path}.`);
    const copied = insertCopy(context, entry, parent, path);
    if (copied.kind === 'folder') folders.set(copied.key, copied);
  }
  return copy;
}

function insertCopy(
  { tree, view }: ChangeContext,
  entry: Entry,
  parent: FolderEntry,
  path: string,
): Entry {
  if (entry.kind === 'folder') return tree.insertFolder(parent, path);
  return tree.insertFile(parent, path, { ...entry.revision, author: view.account });
}
