import type { ContentStore } from '../content/content-store.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { rootNode } from '../file-system/node-id.ts';
import { conflictedName } from '../names/conflicted-name.ts';
import { merge } from '../planner/merge.ts';
import { columnsOf } from '../tree/columns-of.ts';
import type { Invalidations } from '../tree/invalidations.ts';
import { localView, type Node, remoteView, syncedView, viewsOf, withViews } from '../tree/node.ts';
import type { Tree } from '../tree/tree.ts';
import {
  absent,
  type LocalView,
  type Place,
  type StoredContent,
  sameContent,
  samePlace,
} from '../tree/view.ts';

export interface ReconcilerOptions {
  readonly tree: Tree;
  readonly contents: ContentStore;
  readonly invalidations: Invalidations;
  readonly hostName: string;
  readonly now: () => number;
}

type PresentView = Exclude<LocalView, { readonly kind: 'absent' }>;

interface Merged {
  readonly ino: NodeId;
  /** What the user sees from now on. */
  readonly local: LocalView;
  /** Where the user saw it before. */
  readonly left: Place | undefined;
}

/** Brings what the user sees in line with what the store was seen to hold. Works inside one transaction. */
export class Reconciler {
  readonly #options: ReconcilerOptions;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /**
   * Merges each of these nodes. A content that changed on both sides is left for `keepBoth`, since finding out whether
   * the bytes differ takes a look at the file.
   */
  reconcile(touched: ReadonlySet<NodeId>): void {
    const { tree } = this.#options;
    const merged: Merged[] = [];
    for (const ino of touched) {
      const node = tree.get(ino);
      if (node === undefined) continue;
      const result = merge(viewsOf(node));
      if (result.kind === 'keep-both') continue;
      const { local } = result;
      const parted = node.localOnly && local.kind !== 'absent';
      if (parted) merged.push({ ino: this.#separate(node), local, left: undefined });
      else merged.push({ ino, local, left: node.place });
    }
    // All that moves leaves its old place before anything takes a new one, so that two files can change places.
    for (const { ino, local } of merged) this.#leave(ino, local);
    for (const { ino, local, left } of merged) {
      if (local.kind !== 'absent') this.#arrive(ino, this.#outOfItself(ino, local, left));
    }
    const dropped = new Set(
      merged.flatMap(({ ino, local }) => (local.kind === 'absent' ? ino : [])),
    );
    for (const ino of dropped) this.#drop(ino, dropped);
  }

  /** Makes two files of one: the store's version, which gets its place, and the user's, which makes room if need be. */
  keepBoth(ino: NodeId): void {
    const node = this.#options.tree.get(ino);
    if (node?.place !== undefined) this.reconcile(new Set([this.#separate(node)]));
  }

  /** Leaves the node to the user, as something that the store never had, and makes another for what the store has. */
  #separate(node: Node): NodeId {
    const { tree, contents } = this.#options;
    const synced = syncedView(node);
    const remote = remoteView(node);
    tree.save({ ...node, synced: absent, remote: undefined, remoteId: undefined });
    const { ino } = tree.insert({
      ...node,
      place: undefined,
      revision: undefined,
      localOnly: false,
      synced: absent,
      remote,
      changedAt: undefined,
      problem: undefined,
    });
    if (synced.kind === 'file') {
      const { revision } = synced.content;
      contents.rebase(node.ino, revision, { ino, revision });
    }
    return ino;
  }

  #leave(ino: NodeId, local: LocalView): void {
    const node = this.#options.tree.get(ino);
    if (node?.place === undefined || node.localOnly) return;
    if (local.kind !== 'absent' && samePlace(local.place, node.place)) return;
    if (local.kind === 'absent' && node.kind === 'folder') return;
    this.#changeEntry(node.place);
    this.#options.tree.save({ ...withViews(node), place: undefined });
  }

  /**
   * Two devices can each move one folder into the other. Then the one that the store moved stays where the user has it,
   * as if the user had moved it back.
   */
  #outOfItself(ino: NodeId, local: PresentView, left: Place | undefined): PresentView {
    const circle = this.#options.tree.isWithin(local.place.parent, ino);
    return circle && left !== undefined ? { ...local, place: left } : local;
  }

  #arrive(ino: NodeId, local: PresentView): void {
    const { tree, invalidations, now } = this.#options;
    this.#revive(local.place.parent);
    const occupant = tree.child(local.place.parent, local.place.name);
    if (occupant !== undefined && occupant.ino !== ino) this.#makeRoom(occupant);
    const node = tree.get(ino) as Node;
    const before = localView(node);
    const synced = syncedView(node);
    const remote = remoteView(node);
    const next: Node = { ...node, place: local.place, synced: remote, remote: undefined };
    if (remote.kind !== 'file') {
      tree.save(next);
    } else {
      const taken = local.kind === 'file' && local.content.kind === 'stored';
      tree.save(taken ? { ...next, ...columnsOf(remote.content), ctime: now() } : next);
      const known = synced.kind === 'file' ? synced.content : undefined;
      this.#takeContent(ino, known, remote.content, taken);
    }
    if (before.kind === 'absent' || !samePlace(before.place, local.place)) {
      this.#changeEntry(local.place);
    }
    invalidations.emit({ kind: 'attributes', node: ino });
  }

  #takeContent(
    ino: NodeId,
    known: StoredContent | undefined,
    content: StoredContent,
    taken: boolean,
  ): void {
    const { contents, invalidations } = this.#options;
    const { revision } = content;
    if (known?.revision === revision) return;
    if (known !== undefined && sameContent(known, content)) {
      contents.rebase(ino, known.revision, { ino, revision });
    } else if (taken) {
      contents.discard(ino, revision);
      invalidations.emit({ kind: 'content', node: ino });
    }
  }

  /** The node is gone on both sides, unless it is a folder that still holds something of the user's. */
  #drop(ino: NodeId, dropped: Set<NodeId>): void {
    const { tree, contents } = this.#options;
    // What lies in a folder goes first.
    dropped.delete(ino);
    for (const child of tree.children(ino)) {
      if (dropped.has(child.ino)) this.#drop(child.ino, dropped);
    }
    const node = tree.get(ino);
    if (node === undefined) return;
    const remote = remoteView(node);
    if (remote.kind !== 'absent') {
      // The store still has it, and will be told that the user removed it.
      tree.save({ ...node, synced: remote, remote: undefined });
      return;
    }
    const kept = node.place !== undefined && (node.localOnly || tree.hasChildren(ino));
    if (kept) {
      tree.save({ ...node, synced: absent, remote: undefined, remoteId: undefined });
      return;
    }
    if (node.place !== undefined) this.#changeEntry(node.place);
    contents.discard(ino);
    tree.delete(ino);
  }

  /** A folder that the user removed comes back when the store put something into it meanwhile. */
  #revive(ino: NodeId): void {
    const { tree } = this.#options;
    if (ino === rootNode) return;
    const folder = tree.get(ino);
    const remote = folder && remoteView(folder);
    if (folder === undefined || folder.place !== undefined || remote?.kind !== 'folder') return;
    this.#arrive(ino, remote);
  }

  /** Renames what the user has at a place, as a file that conflicts. */
  #makeRoom(node: Node): void {
    const { tree, hostName, now } = this.#options;
    const { place } = node;
    if (place === undefined) return;
    for (let attempt = 1; ; attempt++) {
      const name = conflictedName(place.name, hostName, now(), attempt);
      if (tree.child(place.parent, name) !== undefined) continue;
      if (tree.remoteChild(place.parent, name) !== undefined) continue;
      tree.save({ ...withViews(node), place: { ...place, name }, changedAt: now() });
      this.#changeEntry(place);
      this.#changeEntry({ ...place, name });
      return;
    }
  }

  /** What the user sees under a name is not what it was. */
  #changeEntry({ parent, name }: Place): void {
    const { tree, invalidations, now } = this.#options;
    tree.touchFolder(parent, now());
    invalidations.emit({ kind: 'entry', parent, name });
  }
}
