import type { NodeId } from '../file-system/node-id.ts';
import { planFor } from '../tree/node.ts';
import type { Mover } from './mover.ts';
import { agreeOnFolder, concernedNodes, missingFolders, targetPath } from './places.ts';
import type { SendingContext } from './sending-context.ts';

/** Makes folders in the store: those that no file below has made already. */
export class FolderMaker {
  readonly #context: SendingContext;
  readonly #mover: Mover;

  constructor(context: SendingContext, mover: Mover) {
    this.#context = context;
    this.#mover = mover;
  }

  async make(ino: NodeId): Promise<void> {
    const { tree, provider, commits, signal } = this.#context;
    // A folder inside it makes it too.
    if (tree.children(ino).some((child) => planFor(child).kind === 'create-folder')) return;
    await this.#mover.prepare(ino);
    const node = tree.get(ino);
    if (node === undefined || planFor(node).kind !== 'create-folder') return;
    const path = targetPath(tree, node);
    if (path === undefined) return;
    const above = missingFolders(tree, node);
    await commits.run(concernedNodes(tree, [node]), async () => {
      const entry = await provider.createFolder({ path, signal });
      tree.transaction(() => {
        for (const folder of [...above, node]) agreeOnFolder(tree, folder);
        const made = tree.get(ino);
        if (made !== undefined && entry.id !== undefined)
          tree.save({ ...made, remoteId: entry.id });
      });
    });
  }
}
