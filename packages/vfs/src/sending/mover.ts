import { type Entry, joinPath, type StoragePath } from '@mooring/core';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, planFor, remoteView, syncedView, withViews } from '../tree/node.ts';
import { storedView } from '../tree/stored-view.ts';
import { absent, type Place, sameContent } from '../tree/view.ts';
import { Blocked } from './blocked.ts';
import { agreeOnFolder, missingFolders, remoteDescendants, targetPath } from './places.ts';
import type { SendingContext } from './sending-context.ts';

/**
 * Largest file that is sent again for taking the place of another. The bytes go onto the other file, so that its history
 * stays and it never is missing; beyond this size the store removes the one and moves the other.
 */
const largestSentAgain = 32 * 1024 * 1024;

/**
 * Brings nodes to their places in the store, and removes what the user removed. Each needs its place free and its
 * parent at its own place first, so one change may ask for others; a circle of them goes through a temporary name.
 */
export class Mover {
  readonly #context: SendingContext;
  readonly #underWay = new Set<NodeId>();

  constructor(context: SendingContext) {
    this.#context = context;
  }

  /** Makes the store ready to take the node at its place: parents at their places, nothing in the way. */
  async prepare(ino: NodeId): Promise<void> {
    const { tree } = this.#context;
    const node = tree.get(ino);
    if (node?.place === undefined) return;
    const parent = node.place.parent;
    if (parent !== rootNode) await this.#settleFolder(parent);
    const spot = tree.get(ino)?.place;
    if (spot === undefined) return;
    const occupant = tree.remoteChild(spot.parent, spot.name);
    if (occupant === undefined || occupant.ino === ino) return;
    await this.#clear(occupant, ino);
    const left = tree.remoteChild(spot.parent, spot.name);
    if (left !== undefined && left.ino !== ino) throw new Blocked('its place is not free');
  }

  /** Moves the node to where the user has it. */
  async move(ino: NodeId): Promise<void> {
    await this.#guarded(ino, async () => {
      await this.prepare(ino);
      const { tree } = this.#context;
      const node = tree.get(ino);
      if (node?.place === undefined || planFor(node).kind !== 'move') return;
      const to = targetPath(tree, node);
      if (to !== undefined) await this.#send(node, to, node.place);
    });
  }

  /**
   * Removes from the store what the user removed.
   *
   * @param wanted what to do where another file is about to take the place
   */
  async remove(ino: NodeId, wanted: 'leave to the taker' | 'even if wanted'): Promise<void> {
    await this.#guarded(ino, async () => {
      const { tree } = this.#context;
      const node = tree.get(ino);
      const step = node && planFor(node);
      if (node === undefined || step?.kind !== 'remove') return;
      const above = this.#removedParent(node);
      if (above !== undefined) await this.remove(above, wanted);
      else if (wanted === 'leave to the taker' && this.#isWanted(node)) return;
      else if (node.kind === 'folder') await this.#removeFolder(node);
      else await this.#removeFile(node);
    });
  }

  /** The store no longer has the node, nor anything in it. */
  forget(ino: NodeId): void {
    const { tree } = this.#context;
    tree.transaction(() => {
      const node = tree.get(ino);
      if (node === undefined) return;
      for (const inside of remoteDescendants(tree, ino).toReversed()) this.#forgetOne(inside);
      this.#forgetOne(node);
    });
  }

  #forgetOne(node: Node): void {
    const { tree, contents } = this.#context;
    if (node.place !== undefined) {
      // The user has it again, or elsewhere, or it is kept on this machine only.
      tree.save({ ...node, synced: absent, remote: undefined, remoteId: undefined });
      return;
    }
    contents.discard(node.ino);
    tree.delete(node.ino);
  }

  async #removeFile(node: Node): Promise<void> {
    const { tree, provider, commits, signal } = this.#context;
    const path = tree.remotePath(node.ino);
    const synced = syncedView(node);
    if (path === undefined) return;
    const ifRevision = synced.kind === 'file' ? synced.content.revision : undefined;
    await commits.run([node.ino], async () => {
      await provider.remove({ path, ifRevision, signal });
      this.forget(node.ino);
    });
  }

  /** The store cannot be told to remove just what we know of, so it is asked for what is there right before. */
  async #removeFolder(node: Node): Promise<void> {
    const { tree, provider, commits, watch, signal } = this.#context;
    const path = tree.remotePath(node.ino);
    if (path === undefined) return;
    await watch.refresh(path);
    for (const inside of remoteDescendants(tree, node.ino)) {
      if (inside.place !== undefined && !inside.localOnly) await this.#evacuate(inside, node);
    }
    const fresh = tree.get(node.ino);
    if (fresh === undefined || planFor(fresh).kind !== 'remove') return;
    await commits.run([node.ino], async () => {
      await provider.remove({ path, recursive: true, signal });
      this.forget(node.ino);
    });
  }

  /** Something that the user still has lies in a folder that is to go. */
  async #evacuate(node: Node, folder: Node): Promise<void> {
    const remote = remoteView(folder);
    const step = planFor(node);
    if (step.kind === 'settled' || remote.kind === 'absent') return;
    if (step.kind !== 'move') throw new Blocked('a file in the folder has to be sent first');
    // It may be on its way to the very place that the folder has.
    if (this.#underWay.has(node.ino)) await this.#stepAside(node, remote.place.parent);
    else await this.move(node.ino);
  }

  /** Frees a place that another node is to take. */
  async #clear(occupant: Node, taker: NodeId): Promise<void> {
    if (occupant.place !== undefined && !occupant.localOnly) {
      const remote = remoteView(occupant);
      if (!this.#underWay.has(occupant.ino)) await this.move(occupant.ino);
      else if (remote.kind !== 'absent') await this.#stepAside(occupant, remote.place.parent);
      return;
    }
    if (!(await this.#takeOver(occupant, taker))) await this.remove(occupant.ino, 'even if wanted');
  }

  /**
   * A file of the user's stands where the store has one that the user removed: an editor saved it that way, or it was
   * moved onto it. Then it is the same file with another content: it keeps its history, and one upload does it.
   */
  async #takeOver(occupant: Node, taker: NodeId): Promise<boolean> {
    const { tree, contents } = this.#context;
    const node = tree.get(taker);
    if (node === undefined || node.kind !== 'file' || occupant.kind !== 'file') return false;
    if (syncedView(node).kind !== 'absent' && !(await this.#makeEdited(node))) return false;
    tree.transaction(() => {
      const current = withViews(tree.get(taker) as Node);
      const { synced, remote, remoteId } = withViews(occupant);
      contents.discard(occupant.ino);
      tree.delete(occupant.ino);
      tree.save({ ...current, synced, remote, remoteId });
      if (current.synced?.kind === 'absent') return;
      const { ino: _, ...left } = current;
      tree.insert({ ...left, place: undefined, revision: undefined });
    });
    return true;
  }

  /** Turns a stored content into one to be sent. Only if it is all here, since its old place will be gone, and small. */
  async #makeEdited(node: Node): Promise<boolean> {
    if (node.size > largestSentAgain) return false;
    const { tree, contents } = this.#context;
    const lease = await contents.open(node.ino, node.revision, node.size);
    try {
      const fresh = tree.get(node.ino);
      if (fresh === undefined || fresh.revision !== node.revision) return false;
      if (!lease.content.complete) return false;
      tree.save({ ...withViews(fresh), revision: undefined });
      await contents.edit(lease.content);
      return true;
    } finally {
      await contents.release(lease);
    }
  }

  /** Two nodes are in each other's way: one goes to a name that nobody uses, and on to its place from there. */
  async #stepAside(node: Node, parent: NodeId): Promise<void> {
    const { tree, environment } = this.#context;
    const folder = parent === rootNode ? '/' : tree.remotePath(parent);
    if (folder === undefined) return;
    const name = `.mooring-${Math.floor(environment.random() * 1e9).toString(36)}`;
    await this.#send(node, joinPath(folder, name), { parent, name });
  }

  async #send(node: Node, to: StoragePath, place: Place): Promise<void> {
    const { tree, provider, commits, signal } = this.#context;
    const from = tree.remotePath(node.ino);
    if (from === undefined) return;
    const above = missingFolders(tree, node);
    await commits.run([node.ino, ...above.map(({ ino }) => ino)], async () => {
      const entry = await provider.move({ from, to, signal });
      tree.transaction(() => {
        for (const folder of above) agreeOnFolder(tree, folder);
        this.#arrived(node.ino, place, entry);
      });
    });
  }

  #arrived(ino: NodeId, place: Place, entry: Entry): void {
    const { tree, contents, reconciler } = this.#context;
    const node = tree.get(ino);
    if (node === undefined) return;
    const before = syncedView(node);
    const remote = storedView(entry, place);
    const moved: Node = { ...node, remoteId: entry.id ?? node.remoteId };
    if (before.kind !== 'file' || remote.kind !== 'file') {
      tree.save({ ...moved, synced: remote, remote: undefined });
      return;
    }
    const from = before.content.revision;
    const { revision } = remote.content;
    if (!sameContent(before.content, remote.content)) {
      // Somebody wrote to the file before it moved. That is news, and not what was agreed.
      tree.save({ ...moved, synced: { ...before, place }, remote });
      tree.transaction(() => reconciler.reconcile(new Set([ino])));
      return;
    }
    tree.save({
      ...moved,
      revision: node.revision === from ? revision : node.revision,
      synced: remote,
      remote: undefined,
    });
    if (from !== revision) contents.rebase(ino, from, { ino, revision });
  }

  async #settleFolder(ino: NodeId): Promise<void> {
    const folder = this.#context.tree.get(ino);
    if (folder === undefined || folder.problem !== undefined) {
      throw new Blocked('the folder above cannot be sent');
    }
    const step = planFor(folder);
    if (step.kind === 'move') await this.move(ino);
    else await this.prepare(ino);
  }

  #removedParent(node: Node): NodeId | undefined {
    const remote = remoteView(node);
    if (remote.kind === 'absent' || remote.place.parent === rootNode) return undefined;
    const parent = this.#context.tree.get(remote.place.parent);
    return parent !== undefined && planFor(parent).kind === 'remove' ? parent.ino : undefined;
  }

  /** Another file of the user's is to take the place: it will see to what is there, so that the place is never empty. */
  #isWanted(node: Node): boolean {
    const remote = remoteView(node);
    if (remote.kind !== 'file') return false;
    const taker = this.#context.tree.child(remote.place.parent, remote.place.name);
    const step = taker && planFor(taker).kind;
    return taker?.kind === 'file' && (step === 'upload' || step === 'move');
  }

  async #guarded(ino: NodeId, work: () => Promise<void>): Promise<void> {
    if (this.#underWay.has(ino)) throw new Blocked('two changes wait for each other');
    this.#underWay.add(ino);
    try {
      await work();
    } finally {
      this.#underWay.delete(ino);
    }
  }
}
