import { isBelow } from '../path/split-path.ts';
import type { Deletion, Entry, FolderEntry, NamespaceId } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';
import type { View } from '../view/view.ts';
import type { ListingPosition, ListingScope } from './listing-cursor.ts';
import { isWanted } from './wanted.ts';

export type Listed =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'deletion'; readonly deletion: Deletion };

export interface SnapshotItem {
  readonly content: Listed;
  /** Where to go on after this item. */
  readonly position: ListingPosition;
}

/** A part of a listing that lies in one namespace. */
interface Segment {
  readonly namespace: NamespaceId;
  /** Folder in the namespace, by key. */
  readonly folder: string;
}

type SnapshotPosition = Exclude<ListingPosition, { phase: 'changes' }>;

/** Where a listing begins. */
export function startOfSnapshot(tree: Tree, view: View, scope: ListingScope): SnapshotPosition {
  const [first] = segmentsOf(tree, view, scope);
  return {
    phase: 'entries',
    namespace: first.namespace,
    after: scope.recursive ? '' : 0,
    asOf: tree.changes.sequence,
  };
}

/** All that a listing shows from a position on, read in batches as it is taken. */
export function* snapshotFrom(
  tree: Tree,
  view: View,
  scope: ListingScope,
  position: SnapshotPosition,
  batch: number,
): Generator<SnapshotItem, void, undefined> {
  const { asOf } = position;
  const segments = segmentsOf(tree, view, scope);
  if (position.phase === 'entries') {
    if (isAtStart(position, segments[0])) yield* folderItself(view, scope, position);
    for (const { segment, after } of remaining(segments, position, scope.recursive ? '' : 0)) {
      const entries =
        typeof after === 'string'
          ? recursively(tree, segment, after, batch)
          : directly(tree, segment, after, batch);
      for (const entry of entries) {
        if (!isWanted(view, scope, entry)) continue;
        const { namespace } = segment;
        const reached = scope.recursive ? entry.key : entry.row;
        yield {
          content: { kind: 'entry', entry },
          position: { phase: 'entries', namespace, after: reached, asOf },
        };
      }
    }
  }
  if (!scope.includeDeleted) return;
  const start = position.phase === 'deletions' ? position : undefined;
  for (const { segment, after } of remaining(segments, start, '')) {
    const { namespace } = segment;
    for (const deletion of deletions(tree, segment, scope.recursive, after, batch)) {
      yield {
        content: { kind: 'deletion', deletion },
        position: { phase: 'deletions', namespace, after: deletion.key, asOf },
      };
    }
  }
}

/** The namespaces that a listing goes through, each after the one it is mounted in. */
function segmentsOf(tree: Tree, view: View, scope: ListingScope): readonly [Segment, ...Segment[]] {
  const folder = startFolder(tree, view, scope.folder);
  const first: Segment = { namespace: folder.namespace, folder: folder.key };
  if (!scope.recursive || !scope.includeMountedFolders) return [first];
  const below = view.mounts.filter((mount) => isBelow(mount.key, scope.folder));
  return [first, ...below.map(({ namespace }) => ({ namespace, folder: '' }))];
}

function startFolder(tree: Tree, view: View, key: string): FolderEntry {
  const entry = key === '' ? tree.rootOf(view.root.namespace) : view.find(key);
  if (entry?.kind !== 'folder') throw new Error(`The listed folder ${key} is gone.`);
  return view.contentsOf(entry);
}

function isAtStart(position: SnapshotPosition, first: Segment): boolean {
  return position.namespace === first.namespace && position.after === '';
}

/** A recursive listing begins with the folder itself, unless that is the root. */
function* folderItself(
  view: View,
  scope: ListingScope,
  position: SnapshotPosition,
): Generator<SnapshotItem, void, undefined> {
  const entry = scope.folder === '' ? undefined : view.find(scope.folder);
  if (entry === undefined) return;
  const after = firstKey(position);
  yield {
    content: { kind: 'entry', entry },
    position: { phase: 'entries', namespace: position.namespace, after, asOf: position.asOf },
  };
}

/** A position behind the folder itself but before all that is in it. */
function firstKey(position: SnapshotPosition): string {
  return position.after === '' ? '/' : String(position.after);
}

/** The segments from a position on, each with where to begin in it. */
function* remaining<Start extends string | number>(
  segments: readonly Segment[],
  position: { readonly namespace: NamespaceId; readonly after: string | number } | undefined,
  start: Start,
): Generator<{ readonly segment: Segment; readonly after: Start }, void, undefined> {
  const index = segments.findIndex(({ namespace }) => namespace === position?.namespace);
  for (const [offset, segment] of segments.slice(Math.max(index, 0)).entries()) {
    const isFirst = offset === 0 && position !== undefined && index !== -1;
    yield { segment, after: isFirst ? (position.after as Start) : start };
  }
}

function* recursively(
  tree: Tree,
  { namespace, folder }: Segment,
  after: string,
  batch: number,
): Generator<Entry, void, undefined> {
  for (let last = after; ; ) {
    const entries = tree.descendants(namespace, folder, last, batch + 1);
    yield* entries;
    if (entries.length <= batch) return;
    last = entries.at(-1)?.key ?? last;
  }
}

function* directly(
  tree: Tree,
  { namespace, folder }: Segment,
  after: number,
  batch: number,
): Generator<Entry, void, undefined> {
  const parent = tree.find(namespace, folder);
  if (parent?.kind !== 'folder') return;
  for (let last = after; ; ) {
    const entries = tree.children(parent, last, batch + 1);
    yield* entries;
    if (entries.length <= batch) return;
    last = entries.at(-1)?.row ?? last;
  }
}

function* deletions(
  tree: Tree,
  { namespace, folder }: Segment,
  recursive: boolean,
  after: string,
  batch: number,
): Generator<Deletion, void, undefined> {
  for (let last = after; ; ) {
    const found = recursive
      ? tree.deletions.descendantsOf(namespace, folder, last, batch + 1)
      : tree.deletions.childrenOf(namespace, folder, last, batch + 1);
    yield* found;
    if (found.length <= batch) return;
    last = found.at(-1)?.key ?? last;
  }
}
