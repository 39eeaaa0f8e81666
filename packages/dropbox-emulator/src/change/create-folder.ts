import { refuseConflict } from '../path/path-refused.ts';
import { nameOf } from '../path/split-path.ts';
import type { FolderEntry } from '../tree/entry.ts';
import { createParents, findTarget, renameTarget, type Target } from '../view/target.ts';
import type { ChangeContext } from './change-context.ts';
import { conflictName } from './conflict-name.ts';

/**
 * Creates a folder and those above it.
 *
 * @throws PathRefused with a WriteError
 */
export function createFolder(
  context: ChangeContext,
  path: string,
  autorename: boolean,
): FolderEntry {
  return context.tree.changes.write(() => {
    let target = findTarget(context, path);
    if (target.existing !== undefined) {
      if (!autorename) throw refuseConflict(target.existing.kind);
      target = freeFolderTarget(context, target);
    }
    return context.tree.insertFolder(createParents(context, target), target.path);
  });
}

function freeFolderTarget(context: ChangeContext, target: Target): Target {
  for (let attempt = 1; ; attempt++) {
    const name = conflictName(nameOf(target.path), attempt, 'taken', 'folder');
    const candidate = renameTarget(context, target, name);
    if (candidate.existing === undefined) return candidate;
  }
}
