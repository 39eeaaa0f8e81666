import type { Outcome, RemoveRequest } from '@mooring/core';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, planFor, remoteView, syncedView } from '../tree/node.ts';
import { absent } from '../tree/view.ts';
import { Blocked } from './blocked.ts';
import { concernedNodes, remoteDescendants } from './places.ts';
import type { SendingContext } from './sending-context.ts';
import { UnderWay } from './under-way.ts';

/** Removes from the store what the user removed: a tree in one request, and never more than what the user saw. */
export class Remover {
  readonly #context: SendingContext;
  readonly #evacuate: (node: Node, folder: Node) => Promise<void>;
  readonly #underWay = new UnderWay();

  /** @param evacuate brings a node that the user still has out of a folder that is to go */
  constructor(context: SendingContext, evacuate: (node: Node, folder: Node) => Promise<void>) {
    this.#context = context;
    this.#evacuate = evacuate;
  }

  /**
   * Removes from the store what the user removed.
   *
   * @param wanted what to do where another file is about to take the place
   */
  async remove(ino: NodeId, wanted: 'leave to the taker' | 'even if wanted'): Promise<void> {
    await this.#underWay.guard(ino, async () => {
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

  /** Removes many files in a few requests, where the store can. Outcomes come in the order of the nodes. */
  async removeFiles(nodes: readonly Node[]): Promise<readonly Outcome<void>[]> {
    const { tree, provider, commits, signal } = this.#context;
    const { batch } = provider;
    if (batch === undefined) throw new TypeError('the provider has no batches');
    const requests = nodes.map((node) => this.#fileRequest(node));
    return commits.run(concernedNodes(tree, nodes), async () => {
      const outcomes = await batch.removeMany({ requests, signal });
      for (const [index, { ino }] of nodes.entries()) {
        if (outcomes[index]?.status === 'done') this.forget(ino);
      }
      return outcomes;
    });
  }

  /** Whether the node is a file whose removal depends on nothing else. */
  isPlain(node: Node): boolean {
    return (
      node.kind !== 'folder' && this.#removedParent(node) === undefined && !this.#isWanted(node)
    );
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
    await commits.run(concernedNodes(tree, [node]), async () => {
      await provider.remove({ ...this.#fileRequest(node), signal });
      this.forget(node.ino);
    });
  }

  #fileRequest({ ino }: Node): Pick<RemoveRequest, 'path' | 'ifRevision'> {
    const { tree } = this.#context;
    const path = tree.remotePath(ino);
    const node = tree.get(ino);
    const synced = node && syncedView(node);
    if (path === undefined || synced?.kind !== 'file')
      throw new Blocked('it has changed meanwhile');
    return { path, ifRevision: synced.content.revision };
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
    await commits.run(concernedNodes(tree, [node]), async () => {
      await provider.remove({ path, recursive: true, signal });
      this.forget(node.ino);
    });
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
}
