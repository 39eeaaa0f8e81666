import { pathKey } from '../path/path-key.ts';
import { parsePathReference } from '../path/path-reference.ts';
import type { NamespaceId } from '../tree/entry.ts';
import type { ChangeContext } from './change-context.ts';

/** Runs an action as the only writer of the namespaces that the given paths of a request lie in. */
export function writingTo<Value>(
  context: ChangeContext,
  paths: readonly string[],
  action: () => Value | Promise<Value>,
): Promise<Value> {
  const namespaces = new Set(paths.map((path) => namespaceOf(context, path)));
  return context.service.locks.hold(namespaces, action);
}

/** Where a path leads to, as far as that can be told. What is wrong with a path is told by the action. */
function namespaceOf({ view }: ChangeContext, path: string): NamespaceId {
  const reference = parsePathReference(path);
  switch (reference.kind) {
    case 'path':
      return view.locate(pathKey(reference.path)).mount.namespace;
    case 'id':
      return view.findById(reference.id)?.namespace ?? view.root.namespace;
    case 'namespace':
      return view.mountOf(reference.namespace)?.namespace ?? view.root.namespace;
    case 'revision':
      return view.root.namespace;
  }
}
