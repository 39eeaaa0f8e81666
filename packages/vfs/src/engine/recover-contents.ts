import type { ContentFiles } from '../content/content-files.ts';
import type { ContentTable } from '../content/content-table.ts';
import type { Tree } from '../tree/tree.ts';

/**
 * Puts right what a crash left: the size and time of files that were being written, contents that nothing refers to,
 * and files that no row knows.
 */
export async function recoverContents(
  tree: Tree,
  table: ContentTable,
  files: ContentFiles,
): Promise<void> {
  for (const state of table.unsaved()) {
    const file = await files.open(state.id, 'kept');
    const { size, mtime } = await file.stat();
    await file.close();
    tree.transaction(() => {
      table.recover(state, size);
      const node = tree.get(state.ino);
      if (node !== undefined && node.revision === undefined) tree.save({ ...node, size, mtime });
    });
  }
  const known = new Set<number>();
  for (const { id, ino, edited, base } of table.all()) {
    const node = tree.get(ino);
    const wanted = edited ? node?.revision === undefined : node?.revision === base?.revision;
    if (node !== undefined && wanted) known.add(id);
    else table.delete(id);
  }
  for (const id of await files.list()) if (!known.has(id)) await files.remove(id);
}

/** After a crash of the machine nobody knows which cached bytes reached the disk. Those that only we have were synced. */
export function distrustCache(table: ContentTable): void {
  for (const { id, edited } of table.all()) if (!edited) table.delete(id);
}
