import { refuseConflict, refusePath, underTag } from '../path/path-refused.ts';
import type { Entry } from '../tree/entry.ts';
import { formatRev } from '../tree/rev.ts';
import { lookUp } from '../view/look-up.ts';
import type { ChangeContext } from './change-context.ts';
import { descendantsOf } from './descendants.ts';
import { refuseLocked } from './refuse-locked.ts';

/**
 * Deletes a file or a folder with all that is in it, and returns what was there. A mounted shared folder is unmounted,
 * which leaves it to the others. With `parentRev` only a file that still has that rev is deleted.
 *
 * @throws CallRefused with a DeleteError
 */
export function deleteEntry(
  context: ChangeContext,
  path: string,
  parentRev: string | undefined,
): Entry {
  const { tree, view } = context;
  return tree.changes.write(() => {
    const entry = underTag('path_lookup', () => lookUp(context, path));
    underTag('path_lookup', () => refuseLocked(context, entry));
    underTag('path_write', () => {
      const mount = view.mountOf(entry.namespace);
      if (mount?.access === 'viewer') throw refusePath('no_write_permission');
      if (parentRev !== undefined && !hasRev(entry, parentRev)) throw refuseConflict('file');
    });
    if (entry.kind === 'folder') {
      for (const below of descendantsOf(tree, entry)) {
        tree.remove(below);
        tree.deletions.insert(below.namespace, below.path, true);
      }
    }
    tree.remove(entry);
    tree.deletions.insert(entry.namespace, entry.path, false);
    return entry;
  });
}

function hasRev(entry: Entry, rev: string): boolean {
  return entry.kind === 'file' && formatRev(entry.revision.stamp, entry.revision.namespace) === rev;
}
