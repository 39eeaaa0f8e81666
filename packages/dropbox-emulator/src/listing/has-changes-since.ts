import type { Tree } from '../tree/tree.ts';
import type { View } from '../view/view.ts';

/** Whether anything that the view shows changed after the given sequence. */
export function hasChangesSince(tree: Tree, view: View, sequence: number): boolean {
  return view.mounts.some(
    ({ namespace }) =>
      tree.changedSince(namespace, sequence, 1).length > 0 ||
      tree.deletions.since(namespace, sequence, 1).length > 0,
  );
}
