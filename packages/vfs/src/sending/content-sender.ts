import type { FileEntry, Outcome } from '@mooring/core';
import type { Node } from '../tree/node.ts';
import { planFor } from '../tree/node.ts';
import type { Attempts } from './attempts.ts';
import type { Mover } from './mover.ts';
import { concernedNodes } from './places.ts';
import type { SendingContext } from './sending-context.ts';
import { type Consignment, largestSingleWrite, type Uploader } from './uploader.ts';

/** Small files of this many bytes together are held in memory for one batch. */
const batchBytes = 64 * 1024 * 1024;
const batchFiles = 1000;
const uploadsAtOnce = 4;

/** A file for a batch. Without bytes when the user was writing it while they were read. */
interface Parcel {
  readonly consignment: Consignment;
  readonly bytes: Uint8Array | undefined;
}

type WholeParcel = Parcel & { readonly bytes: Uint8Array };

/** Sends the contents of many files: small ones together in a few requests, large ones some at a time. */
export class ContentSender {
  readonly #context: SendingContext;
  readonly #attempts: Attempts;
  readonly #mover: Mover;
  readonly #uploader: Uploader;

  constructor(context: SendingContext, attempts: Attempts, mover: Mover, uploader: Uploader) {
    this.#context = context;
    this.#attempts = attempts;
    this.#mover = mover;
    this.#uploader = uploader;
  }

  /** @param nodes those that are due; the ones that need no upload are passed over */
  async send(nodes: readonly Node[]): Promise<void> {
    const { tree, isWritten } = this.#context;
    const waiting = nodes.flatMap(({ ino }) => {
      const node = tree.get(ino);
      return node !== undefined && planFor(node).kind === 'upload' && !isWritten(ino) ? node : [];
    });
    const small = waiting.filter(({ size }) => size <= largestSingleWrite);
    const together = this.#context.provider.batch === undefined || small.length < 2 ? [] : small;
    for (const group of groupsOf(together)) await this.#sendTogether(group);
    const queue = waiting.filter((node) => !together.includes(node)).values();
    await Promise.all(
      Array.from({ length: uploadsAtOnce }, async () => {
        for (const node of queue) await this.#sendAlone(node);
      }),
    );
  }

  async #sendAlone(node: Node): Promise<void> {
    await this.#attempts.run(node, async () => {
      const consignment = await this.#prepare(node);
      if (consignment === undefined) return;
      try {
        await this.#uploader.send(consignment);
      } finally {
        await this.#uploader.close(consignment);
      }
    });
  }

  async #sendTogether(nodes: readonly Node[]): Promise<void> {
    const parcels: Parcel[] = [];
    try {
      for (const node of nodes) {
        await this.#attempts.run(node, async () => {
          const consignment = await this.#prepare(node);
          if (consignment === undefined) return;
          parcels.push({ consignment, bytes: undefined });
          const bytes = await this.#uploader.bytes(consignment);
          parcels[parcels.length - 1] = { consignment, bytes };
        });
      }
      const whole = parcels
        .filter(isWhole)
        .filter(({ consignment }) => this.#uploader.isStillWanted(consignment));
      const outcomes = await this.#writeMany(whole);
      for (const [index, { consignment }] of whole.entries()) {
        await this.#attempts.run(consignment.node, () => raiseFailure(outcomes[index]));
      }
    } finally {
      for (const { consignment } of parcels) await this.#uploader.close(consignment);
    }
  }

  async #writeMany(parcels: readonly WholeParcel[]): Promise<readonly Outcome<FileEntry>[]> {
    const { tree, provider, commits, signal } = this.#context;
    const { batch } = provider;
    if (batch === undefined || parcels.length === 0) return [];
    const nodes = parcels.map(({ consignment }) => consignment.node);
    return commits.run(concernedNodes(tree, nodes), async () => {
      const requests = parcels.map(({ consignment: { path, mode, node }, bytes }) => ({
        path,
        mode,
        mtime: node.mtime,
        content: bytes,
      }));
      const outcomes = await batch.writeMany({ requests, signal });
      for (const [index, { consignment }] of parcels.entries()) {
        const outcome = outcomes[index];
        if (outcome?.status === 'done') await this.#uploader.arrived(consignment, outcome.value);
      }
      return outcomes;
    });
  }

  async #prepare({ ino }: Node): Promise<Consignment | undefined> {
    await this.#mover.prepare(ino);
    return this.#uploader.prepare(ino);
  }
}

function isWhole(parcel: Parcel): parcel is WholeParcel {
  return parcel.bytes !== undefined;
}

function raiseFailure(outcome: Outcome<FileEntry> | undefined): void {
  if (outcome?.status === 'failed') throw outcome.error;
}

function* groupsOf(nodes: readonly Node[]): Generator<readonly Node[]> {
  let group: Node[] = [];
  let bytes = 0;
  for (const node of nodes) {
    if (group.length === batchFiles || bytes + node.size > batchBytes) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(node);
    bytes += node.size;
  }
  if (group.length > 0) yield group;
}
