import { isBelow } from '../path/split-path.ts';
import type { Entry } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';

/** Whether an entry is a shared folder, or has one in it. */
export function holdsMount(tree: Tree, entry: Entry): boolean {
  if (entry.kind === 'file') return false;
  if (entry.mount !== undefined) return true;
  return tree.mountsIn(entry.namespace).some(({ key }) => isBelow(key, entry.key));
}
