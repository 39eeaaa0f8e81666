import type { Service } from '../service/service.ts';
import type { Tree } from '../tree/tree.ts';
import type { View } from '../view/view.ts';

/** What an operation on the tree works with. */
export interface ChangeContext {
  readonly service: Service;
  readonly tree: Tree;
  readonly view: View;
}
