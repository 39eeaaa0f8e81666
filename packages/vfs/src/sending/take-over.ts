import type { NodeId } from '../file-system/node-id.ts';
import { type Node, syncedView, withViews } from '../tree/node.ts';
import type { SendingContext } from './sending-context.ts';

/**
 * Largest file that is sent again for taking the place of another. The bytes go onto the other file, so that its history
 * stays and it never is missing; beyond this size the store removes the one and moves the other.
 */
const largestSentAgain = 32 * 1024 * 1024;

/**
 * A file of the user's stands where the store has one that the user removed: an editor saved it that way, or it was
 * moved onto it. Then it is the same file with another content: it keeps its history, and one upload does it.
 */
export class TakeOver {
  readonly #context: SendingContext;

  constructor(context: SendingContext) {
    this.#context = context;
  }

  /** Resolves to whether it was done. Else the place is still taken. */
  async run(occupant: Node, taker: NodeId): Promise<boolean> {
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
}
