import type { Entry, FolderEntry } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';

const batch = 10_000;

/**
 * All that is below a folder in its own namespace, parents first. It is read in parts as it is taken, since a folder can
 * hold a million entries. What was taken may be moved away or removed meanwhile.
 */
export function* descendantsOf(tree: Tree, folder: FolderEntry): Generator<Entry, void, undefined> {
  const { namespace, key } = folder;
  for (let last = ''; ; ) {
    const entries = tree.descendants(namespace, key, last, batch);
    yield* entries;
    if (entries.length < batch) return;
    last = entries.at(-1)?.key ?? last;
  }
}

/** What an entry brings along when it goes elsewhere. */
export function insideOf(tree: Tree, entry: Entry): Iterable<Entry> {
  return entry.kind === 'folder' ? descendantsOf(tree, entry) : [];
}

export function countInside(tree: Tree, entry: Entry): number {
  return entry.kind === 'folder' ? tree.countDescendants(entry.namespace, entry.key) : 0;
}
