import { Backoff } from '../connection/backoff.ts';
import { Alarm } from '../environment/alarm.ts';
import { type Node, planFor } from '../tree/node.ts';
import { Attempts } from './attempts.ts';
import { ContentSender } from './content-sender.ts';
import { dueNodes } from './due-nodes.ts';
import { FolderMaker } from './folder-maker.ts';
import { Mover } from './mover.ts';
import type { SendingContext } from './sending-context.ts';
import { Uploader } from './uploader.ts';

/** When the next round is due: at once, after a pause in milliseconds, or when something changes. */
type Next = 'now' | number | 'on change';

/**
 * Tells the store what the user changed: again and again it looks at what is pending, plans each node, and takes the
 * next step of each. It keeps no list of work of its own, so that nothing is lost when it stops anywhere.
 */
export class Sender {
  readonly #context: SendingContext;
  readonly #attempts: Attempts;
  readonly #mover: Mover;
  readonly #uploader: Uploader;
  readonly #contentSender: ContentSender;
  readonly #folderMaker: FolderMaker;
  readonly #backoff: Backoff;
  readonly #alarm: Alarm;
  readonly #delayMs: number;
  readonly #onChange: () => void;
  #next: Next = 'now';
  #hurried = false;

  /** @param delayMs how long a node rests after its last change before it is sent */
  constructor(context: SendingContext, delayMs: number, onChange: () => void) {
    this.#context = context;
    this.#delayMs = delayMs;
    this.#onChange = onChange;
    this.#alarm = new Alarm(context.environment);
    this.#backoff = new Backoff(context.environment);
    this.#attempts = new Attempts(context);
    this.#mover = new Mover(context);
    this.#uploader = new Uploader(context);
    this.#contentSender = new ContentSender(context, this.#attempts, this.#mover, this.#uploader);
    this.#folderMaker = new FolderMaker(context, this.#mover);
  }

  /** The user changed something. It will be due in a while; a round that comes sooner need not be told. */
  changed(): void {
    if (this.#next === 'on change' || (this.#next !== 'now' && this.#next > this.#delayMs))
      this.wake();
  }

  /** Something may be due now. */
  wake(): void {
    this.#alarm.ring();
  }

  /** From now on nothing rests before it is sent, and what failed is tried at once. */
  hurry(): void {
    this.#hurried = true;
    this.#attempts.hurry();
    this.wake();
  }

  /** Ends when the signal is aborted, and not before. */
  async run(): Promise<void> {
    const { signal, connection } = this.#context;
    while (!signal.aborted) {
      const heard = this.#alarm.rings;
      try {
        this.#next = await this.#round();
        this.#backoff.reset();
      } catch (error) {
        if (signal.aborted) return;
        connection.failed(error);
        this.#next = this.#backoff.next(error);
      }
      if (this.#next === 'now') continue;
      const pause = this.#next === 'on change' ? undefined : this.#next;
      await this.#alarm.wait(pause, signal, heard).catch(() => undefined);
    }
  }

  async #round(): Promise<Next> {
    const { nodes, pause } = dueNodes(this.#context, this.#attempts, this.#delayMs, this.#hurried);
    if (nodes.length === 0) {
      this.#attempts.tellFull();
      return pause ?? 'on change';
    }
    await this.#each(nodes, 'forget', (node) => this.#forget(node));
    await this.#each(nodes, 'merge', (node) => this.#merge(node));
    await this.#each(nodes, 'move', ({ ino }) => this.#mover.move(ino));
    await this.#remove(nodes);
    await this.#contentSender.send(nodes);
    await this.#each(nodes, 'create-folder', ({ ino }) => this.#folderMaker.make(ino));
    this.#postponeUnsettled(nodes);
    this.#onChange();
    return 'now';
  }

  /** Takes a step for each node whose plan still asks for it. */
  async #each(
    nodes: readonly Node[],
    kind: ReturnType<typeof planFor>['kind'],
    step: (node: Node) => Promise<void> | void,
  ): Promise<void> {
    for (const { ino } of nodes) {
      const node = this.#context.tree.get(ino);
      if (node === undefined || planFor(node).kind !== kind) continue;
      await this.#attempts.run(node, () => step(node));
    }
  }

  #forget({ ino }: Node): void {
    if (!this.#context.isOpen(ino)) this.#mover.remover.forget(ino);
  }

  async #merge({ ino }: Node): Promise<void> {
    const { tree, reconciler } = this.#context;
    tree.transaction(() => reconciler.reconcile(new Set([ino])));
    const node = tree.get(ino);
    if (node !== undefined && planFor(node).kind === 'merge') await this.#uploader.resolve(ino);
  }

  async #remove(nodes: readonly Node[]): Promise<void> {
    const { tree, provider } = this.#context;
    const { remover } = this.#mover;
    const files = nodes.flatMap(({ ino }) => {
      const node = tree.get(ino);
      return node !== undefined && planFor(node).kind === 'remove' && remover.isPlain(node)
        ? node
        : [];
    });
    if (provider.batch !== undefined && files.length > 1) {
      const outcomes = await remover.removeFiles(files);
      for (const [index, node] of files.entries()) {
        const outcome = outcomes[index];
        if (outcome?.status !== 'failed') continue;
        await this.#attempts.run(node, () => {
          throw outcome.error;
        });
      }
    }
    await this.#each(nodes, 'remove', ({ ino }) => remover.remove(ino, 'leave to the taker'));
  }

  /** What could not be settled and did not fail, as it waits for something else, must not make a busy loop. */
  #postponeUnsettled(nodes: readonly Node[]): void {
    for (const { ino, changedAt } of nodes) {
      const node = this.#context.tree.get(ino);
      if (node?.changedAt !== undefined && node.changedAt === changedAt)
        this.#attempts.postpone(ino);
    }
  }
}
