import { isBelow, parentOf } from '../path/split-path.ts';
import type { Deletion, Entry } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';
import type { Mount, View } from '../view/view.ts';
import type { ListingScope } from './listing-cursor.ts';
import type { Listed } from './snapshot.ts';
import { isWanted } from './wanted.ts';

export interface ChangePage {
  readonly changes: readonly Listed[];
  /** The next page tells of what is after this. */
  readonly since: number;
  readonly hasMore: boolean;
}

/** So many changes of other folders are passed over before a page ends without having found its own. */
const scanLimit = 5000;

interface Candidate {
  readonly sequence: number;
  readonly mount: Mount;
  readonly content: Listed;
}

/**
 * What changed in a listed folder after `since`, in order. Every entry is told as it is now and once, at the place of its
 * last change. A deletion is told unless a file stands there now, which says as much.
 */
export function changePage(
  tree: Tree,
  view: View,
  scope: ListingScope,
  since: number,
  limit: number,
): ChangePage {
  const { candidates, end } = collect(tree, view, since, Math.max(limit, scanLimit));
  const changes: Listed[] = [];
  for (const candidate of candidates) {
    const change = changeIn(tree, view, scope, candidate);
    if (change === undefined) continue;
    if (changes.length === limit) {
      return { changes, since: candidate.sequence - 1, hasMore: true };
    }
    changes.push(change);
  }
  return { changes, since: end ?? tree.changes.sequence, hasMore: end !== undefined };
}

/** Changes of all namespaces in one order. `end` is the last of them that is sure to be complete, if there are more. */
function collect(
  tree: Tree,
  view: View,
  since: number,
  batch: number,
): { readonly candidates: readonly Candidate[]; readonly end: number | undefined } {
  const candidates: Candidate[] = [];
  let end: number | undefined;
  const noteEnd = (found: readonly { readonly sequence: number }[]): void => {
    const last = found.length < batch ? undefined : found.at(-1)?.sequence;
    if (last !== undefined) end = Math.min(end ?? last, last);
  };
  for (const mount of view.mounts) {
    const entries = tree.changedSince(mount.namespace, since, batch);
    const deletions = tree.deletions.since(mount.namespace, since, batch);
    noteEnd(entries);
    noteEnd(deletions);
    for (const entry of entries) {
      candidates.push({ sequence: entry.sequence, mount, content: { kind: 'entry', entry } });
    }
    for (const deletion of deletions) {
      const content = { kind: 'deletion', deletion } as const;
      candidates.push({ sequence: deletion.sequence, mount, content });
    }
  }
  candidates.sort((a, b) => a.sequence - b.sequence);
  const last = end;
  const complete =
    last === undefined ? candidates : candidates.filter(({ sequence }) => sequence <= last);
  return { candidates: complete, end };
}

function changeIn(
  tree: Tree,
  view: View,
  scope: ListingScope,
  { mount, content }: Candidate,
): Listed | undefined {
  // The folder that is mounted there is an entry of the namespace above.
  if (!scope.includeMountedFolders && isBelow(mount.key, scope.folder)) return undefined;
  if (content.kind === 'entry') {
    const { entry } = content;
    const isInside = isInScope(scope, mount.key + entry.key, entry);
    return isInside && isWanted(view, scope, entry) ? content : undefined;
  }
  const { deletion } = content;
  const key = mount.key + deletion.key;
  if (isGoneWithAncestor(scope, key))
    return { kind: 'deletion', deletion: ofFolder(deletion, mount, scope) };
  if (!isInScope(scope, key, undefined)) return undefined;
  return tree.find(deletion.namespace, deletion.key)?.kind === 'file' ? undefined : content;
}

function isInScope(scope: ListingScope, key: string, entry: Entry | undefined): boolean {
  if (entry?.key === '') return false;
  if (!scope.recursive) return parentOf(key) === scope.folder;
  return isBelow(key, scope.folder) || (key === scope.folder && entry !== undefined);
}

/** The listed folder was deleted, by itself or with a folder above, and there is another one in its place. */
function isGoneWithAncestor(scope: ListingScope, key: string): boolean {
  return key === scope.folder || isBelow(scope.folder, key);
}

function ofFolder(deletion: Deletion, mount: Mount, scope: ListingScope): Deletion {
  const key = scope.folder.slice(mount.key.length);
  const path = deletion.path + key.slice(deletion.key.length);
  return { ...deletion, key, path };
}
