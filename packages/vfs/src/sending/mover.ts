import { type Entry, joinPath, type StoragePath } from '@mooring/core';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, planFor, remoteView, syncedView } from '../tree/node.ts';
import { storedView } from '../tree/stored-view.ts';
import { type Place, sameContent } from '../tree/view.ts';
import { Blocked } from './blocked.ts';
import { agreeOnFolder, concernedNodes, missingFolders, targetPath } from './places.ts';
import { Remover } from './remover.ts';
import type { SendingContext } from './sending-context.ts';
import { TakeOver } from './take-over.ts';
import { UnderWay } from './under-way.ts';

/**
 * Brings nodes to their places in the store. Each needs its place free and its parent at its own place first, so one move
 * may ask for others; a circle of them goes through a temporary name.
 */
export class Mover {
  readonly #context: SendingContext;
  readonly #remover: Remover;
  readonly #takeOver: TakeOver;
  readonly #underWay = new UnderWay();

  constructor(context: SendingContext) {
    this.#context = context;
    this.#takeOver = new TakeOver(context);
    this.#remover = new Remover(context, (node, folder) => this.#evacuate(node, folder));
  }

  get remover(): Remover {
    return this.#remover;
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
    await this.#underWay.guard(ino, async () => {
      await this.prepare(ino);
      const { tree } = this.#context;
      const node = tree.get(ino);
      if (node?.place === undefined || planFor(node).kind !== 'move') return;
      const to = targetPath(tree, node);
      if (to !== undefined) await this.#send(node, to, node.place);
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
    if (!(await this.#takeOver.run(occupant, taker)))
      await this.#remover.remove(occupant.ino, 'even if wanted');
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
    await commits.run(concernedNodes(tree, [node]), async () => {
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
}
