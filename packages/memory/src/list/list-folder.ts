import type { ListPage, ListRequest } from '@mooring/core';
import { encodeChangeCursor } from '../changes/change-position.ts';
import type { StoreState } from '../state/store-state.ts';
import { findFolder } from '../tree/find-node.ts';
import type { FolderNode, TreeNode } from '../tree/node.ts';
import { nodeEntry } from '../tree/node-entry.ts';
import { decodePosition, encodePosition, type PagePosition } from './page-position.ts';

/**
 * One page of a listing, sorted by name key. The tree may change between two pages: what is inserted before the place
 * where the next page begins is missed by the pages, and the feed from `asOf` on delivers it.
 */
export function listFolder(state: StoreState, request: ListRequest): ListPage {
  const { path, recursive = false, cursor, pageSize = state.settings.pageSize } = request;
  const position: PagePosition =
    cursor === undefined
      ? { path, recursive, since: state.journal.end, after: [] }
      : decodePosition(cursor, path, recursive);
  const folder = findFolder(state, path);
  const nodes: TreeNode[] = [];
  let last: readonly string[] = position.after;
  for (const { node, keys } of nodesAfter(folder, position.after, recursive)) {
    if (nodes.length === pageSize) {
      const next = encodePosition({ ...position, after: last });
      return { entries: nodes.map(nodeEntry), next };
    }
    nodes.push(node);
    last = keys;
  }
  const entries = nodes.map(nodeEntry);
  if (!recursive) return { entries };
  const { generation } = state.journal;
  return { entries, asOf: encodeChangeCursor({ path, generation, position: position.since }) };
}

interface Step {
  readonly node: TreeNode;
  readonly keys: readonly string[];
}

/** The nodes below a folder behind a position, a folder before what lies in it. */
function* nodesAfter(
  folder: FolderNode,
  after: readonly string[],
  recursive: boolean,
  above: readonly string[] = [],
): Generator<Step, void, undefined> {
  const [first, ...rest] = after;
  for (const [key, node] of sortedChildren(folder)) {
    if (first !== undefined && key < first) continue;
    const keys = [...above, key];
    if (key !== first) yield { node, keys };
    if (recursive && node.kind === 'folder') {
      yield* nodesAfter(node, key === first ? rest : [], recursive, keys);
    }
  }
}

function sortedChildren(folder: FolderNode): readonly (readonly [string, TreeNode])[] {
  return [...folder.children].sort(([a], [b]) => (a < b ? -1 : 1));
}
