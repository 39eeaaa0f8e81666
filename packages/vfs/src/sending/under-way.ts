import type { NodeId } from '../file-system/node-id.ts';
import { Blocked } from './blocked.ts';

/** The nodes whose change is being sent, so that changes which ask for each other do not go round for ever. */
export class UnderWay {
  readonly #nodes = new Set<NodeId>();

  has(ino: NodeId): boolean {
    return this.#nodes.has(ino);
  }

  /** @throws Blocked when the node is under way already */
  async guard(ino: NodeId, work: () => Promise<void>): Promise<void> {
    if (this.#nodes.has(ino)) throw new Blocked('two changes wait for each other');
    this.#nodes.add(ino);
    try {
      await work();
    } finally {
      this.#nodes.delete(ino);
    }
  }
}
