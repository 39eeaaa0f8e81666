import { baseName, type Entry, parentPath, rootPath, type StoragePath } from '@mooring/core';
import type { NodeKind } from '../file-system/attributes.ts';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, remoteView, syncedView } from '../tree/node.ts';
import { storedView } from '../tree/stored-view.ts';
import type { Tree } from '../tree/tree.ts';
import { absent, type Place, type StoredView, sameContent, samePlace } from '../tree/view.ts';
import type { Commits } from './commits.ts';
import { UncertainObservation } from './uncertain-observation.ts';

/**
 * Takes in what the store says, entry by entry: it changes the remote views of nodes and nothing else, except that an
 * entry that is new to us becomes a node. What that means for the user is decided afterwards, when all that belongs
 * together has been seen: a move, for one, comes as a removal and an arrival.
 *
 * Works inside one transaction.
 *
 * @throws UncertainObservation
 */
export class Observation {
  readonly #tree: Tree;
  readonly #commits: Commits;
  readonly #mark: number;
  readonly #now: number;
  readonly #folders = new Map<StoragePath, NodeId>([[rootPath, rootNode]]);
  readonly #touchedFolders = new Set<NodeId>();
  /** Nodes whose remote view has changed, parents before what lies in them. */
  readonly touched: Set<NodeId> = new Set();

  /** @param mark of `commits`, taken before the store was asked */
  constructor(tree: Tree, commits: Commits, mark: number, now: number) {
    this.#tree = tree;
    this.#commits = commits;
    this.#mark = mark;
    this.#now = now;
  }

  /** The store holds this entry. Returns its node. */
  upsert(entry: Entry): NodeId {
    const parent = this.#folder(parentPath(entry.path) ?? rootPath);
    const place = { parent, name: entry.name };
    const view = storedView(entry, place);
    const node = this.#identify(entry, place);
    if (node === undefined) return this.#arrive(entry, view);
    if (!sameView(remoteView(node), view)) this.#see(node, view, entry);
    // What we made ourselves comes back with the name that the store gave it.
    else if (entry.id !== undefined && node.remoteId !== entry.id) {
      this.#tree.save({ ...node, remoteId: entry.id });
    }
    return node.ino;
  }

  /** The store holds nothing at this path. */
  remove(path: StoragePath): void {
    const parent = this.#find(parentPath(path) ?? rootPath);
    const node = parent && this.#tree.remoteChild(parent, baseName(path));
    if (node !== undefined) this.vanish(node);
  }

  /** The store no longer holds the node, nor anything in it. */
  vanish(node: Node): void {
    this.#trust(node);
    this.#folders.clear();
    this.#folders.set(rootPath, rootNode);
    const inside = this.#tree.remoteChildren(node.ino);
    this.#tree.save({ ...node, remote: absent });
    this.touched.add(node.ino);
    for (const child of inside) this.vanish(child);
  }

  /** The node that the entry is about, if we know it. */
  #identify(entry: Entry, place: Place): Node | undefined {
    const kind = kindOf(entry);
    const there = this.#tree.remoteChild(place.parent, place.name);
    const known = this.#knownById(entry, place);
    if (known !== undefined && known.kind === kind && known.ino !== there?.ino) {
      if (there !== undefined) this.vanish(there);
      return this.#tree.get(known.ino);
    }
    if (there === undefined || there.kind === kind) return there;
    this.vanish(there);
    return undefined;
  }

  /**
   * The node that had the entry's id, wherever it was. Not one that the place lies in: then another folder has come to
   * its path before we heard of it, and the id is all that tells the two apart.
   */
  #knownById(entry: Entry, place: Place): Node | undefined {
    const known = entry.id === undefined ? undefined : this.#tree.byRemoteId(entry.id);
    if (known === undefined || !this.#isInStoreWithin(place.parent, known.ino)) return known;
    this.#tree.save({ ...known, remoteId: undefined });
    return undefined;
  }

  #isInStoreWithin(ino: NodeId, folder: NodeId): boolean {
    for (let current = ino; current !== rootNode; ) {
      if (current === folder) return true;
      const node = this.#tree.get(current);
      const remote = node && remoteView(node);
      if (remote === undefined || remote.kind === 'absent') return false;
      current = remote.place.parent;
    }
    return folder === rootNode;
  }

  #see(node: Node, view: StoredView, entry: Entry): void {
    this.#trust(node);
    if (node.kind === 'folder') {
      this.#folders.clear();
      this.#folders.set(rootPath, rootNode);
    }
    const remoteId = entry.id ?? node.remoteId;
    const seen = { remoteId, readOnly: isReadOnly(entry), exportAs: exportOf(entry) };
    this.#tree.save({ ...node, ...seen, remote: view });
    this.touched.add(node.ino);
  }

  /** An entry that no node of ours stands for: a new node, or one that the user made at the same place meanwhile. */
  #arrive(entry: Entry, view: ReturnType<typeof storedView>): NodeId {
    const { place } = view;
    const kind = kindOf(entry);
    const occupant = this.#tree.child(place.parent, place.name);
    if (occupant !== undefined && isOursAlone(occupant) && occupant.kind === kind) {
      this.#see(occupant, view, entry);
      return occupant.ino;
    }
    const node = this.#insert(entry, kind, view, occupant === undefined);
    if (occupant !== undefined || this.#isRemoved(place.parent)) this.touched.add(node.ino);
    else this.#touchFolder(place.parent);
    return node.ino;
  }

  #insert(entry: Entry, kind: NodeKind, view: ReturnType<typeof storedView>, free: boolean): Node {
    const content = view.kind === 'file' ? view.content : undefined;
    const mtime = content?.mtime ?? this.#now;
    return this.#tree.insert({
      kind,
      // Where something of the user's is in the way, it has to make room first.
      place: free ? view.place : undefined,
      size: content?.size ?? 0,
      mtime,
      ctime: mtime,
      atime: mtime,
      mode: kind === 'folder' ? 0o755 : 0o644,
      target: entry.kind === 'file' ? entry.symlinkTarget : undefined,
      revision: free ? content?.revision : undefined,
      hash: content?.hash,
      remoteId: entry.id,
      readOnly: isReadOnly(entry),
      exportAs: exportOf(entry),
      localOnly: false,
      listed: false,
      synced: free ? undefined : absent,
      remote: free ? undefined : view,
      changedAt: undefined,
      problem: undefined,
    });
  }

  #touchFolder(ino: NodeId): void {
    if (this.#touchedFolders.has(ino)) return;
    this.#touchedFolders.add(ino);
    this.#tree.touchFolder(ino, this.#now);
  }

  /** The folder at a path, which exists since something in it does. */
  #folder(path: StoragePath): NodeId {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const parent = this.#folder(parentPath(path) ?? rootPath);
    const name = baseName(path);
    const there = this.#tree.remoteChild(parent, name);
    const ino = there?.kind === 'folder' ? there.ino : this.upsert({ kind: 'folder', path, name });
    this.#folders.set(path, ino);
    return ino;
  }

  #find(path: StoragePath): NodeId | undefined {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const parent = this.#find(parentPath(path) ?? rootPath);
    const node = parent && this.#tree.remoteChild(parent, baseName(path));
    if (node?.kind === 'folder') this.#folders.set(path, node.ino);
    return node?.ino;
  }

  #isRemoved(ino: NodeId): boolean {
    return ino !== rootNode && this.#tree.get(ino)?.place === undefined;
  }

  #trust(node: Node): void {
    if (this.#commits.isUncertain(node.ino, this.#mark)) throw new UncertainObservation(node.ino);
  }
}

/** The store does not hold it and never did, as far as we know. */
function isOursAlone(node: Node): boolean {
  return (
    !node.localOnly && syncedView(node).kind === 'absent' && remoteView(node).kind === 'absent'
  );
}

function isReadOnly(entry: Entry): boolean {
  return entry.readOnly === true || exportOf(entry) !== undefined;
}

function exportOf(entry: Entry): string | undefined {
  return entry.kind === 'file' ? entry.exportAs?.extension : undefined;
}

function kindOf(entry: Entry): NodeKind {
  if (entry.kind === 'folder') return 'folder';
  return entry.symlinkTarget === undefined ? 'file' : 'symlink';
}

function sameView(a: StoredView, b: StoredView): boolean {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind;
  if (!samePlace(a.place, b.place)) return false;
  if (a.kind === 'file' && b.kind === 'file') {
    return a.content.revision === b.content.revision && sameContent(a.content, b.content);
  }
  return a.kind === b.kind;
}
