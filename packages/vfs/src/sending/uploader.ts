import {
  type FileEntry,
  isStorageError,
  type ResumableUploads,
  type StoragePath,
  type UploadSession,
  type WriteMode,
} from '@mooring/core';
import type { Content } from '../content/content.ts';
import { hashContent } from '../content/hash-content.ts';
import type { Lease } from '../content/lease.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { type Node, planFor, remoteView, syncedView, withViews } from '../tree/node.ts';
import { storedContent } from '../tree/stored-view.ts';
import { Blocked } from './blocked.ts';
import { agreeOnFolder, concernedNodes, missingFolders, targetPath } from './places.ts';
import type { SendingContext } from './sending-context.ts';

/** Up to this size a file goes out in one request, and many such files together in a few. */
export const largestSingleWrite: number = 4 * 1024 * 1024;
const chunkSize = 16 * 1024 * 1024;

/** One file on its way: what is sent, from which state of it, and to where. */
export interface Consignment {
  readonly node: Node;
  readonly lease: Lease;
  /** Of the content when it was made ready; another one means that the user went on writing. */
  readonly generation: number;
  readonly path: StoragePath;
  readonly mode: WriteMode;
  readonly hash: string | undefined;
  readonly above: readonly Node[];
}

/** Sends the contents of files. */
export class Uploader {
  readonly #context: SendingContext;

  constructor(context: SendingContext) {
    this.#context = context;
  }

  /**
   * Makes a file ready to be sent: fetches what it lacks, and hashes it. Undefined when there is nothing to send after
   * all. Whoever gets one must `close` it.
   */
  async prepare(ino: NodeId): Promise<Consignment | undefined> {
    const { tree, contents } = this.#context;
    const node = tree.get(ino);
    const step = node && planFor(node);
    const path = node && targetPath(tree, node);
    if (node === undefined || step?.kind !== 'upload' || path === undefined) return undefined;
    // A stored content is sent again where the store lost its place, as when a name stops being local only.
    const lease = await contents.open(ino, node.revision, node.size);
    let kept = false;
    try {
      const { content } = lease;
      await lease.downloader.fetch({ start: 0, end: content.size });
      if (!(await this.#makeEdited(ino, content))) return undefined;
      const generation = content.generation;
      const hash = await this.#hash(content);
      const synced = syncedView(node);
      const known = synced.kind === 'file' ? synced.content : undefined;
      if (hash !== undefined && known?.hash === hash && content.generation === generation) {
        await tree.transaction(() => this.#settle(ino, content));
      } else {
        const mode = step.base === undefined ? 'create' : { ifRevision: step.base };
        const above = missingFolders(tree, node);
        kept = true;
        return { node, lease, generation, path, mode, hash, above };
      }
      return undefined;
    } finally {
      if (!kept) await contents.release(lease);
    }
  }

  async #makeEdited(ino: NodeId, content: Content): Promise<boolean> {
    const { tree, contents } = this.#context;
    const node = tree.get(ino);
    if (node === undefined) return false;
    if (content.edited) return true;
    if (node.revision !== content.base?.revision) return false;
    tree.save({ ...withViews(node), revision: undefined });
    await contents.edit(content);
    return true;
  }

  async close(consignment: Consignment): Promise<void> {
    await this.#context.contents.release(consignment.lease);
  }

  /**
   * The whole content, for one request.
   *
   * @throws Blocked when the user went on writing: what was read may be neither the old content nor the new
   */
  async bytes({ lease, generation }: Consignment): Promise<Uint8Array> {
    const { content } = lease;
    const bytes = await content.read(0, content.size);
    if (content.generation !== generation) throw new Blocked('the file is being written');
    return bytes;
  }

  /**
   * Whether the upload is still what the plan asks for. To be asked in the turn in which the request goes out: from then
   * on the node counts as being changed, and nothing is taken in about it until the answer has come.
   */
  isStillWanted({ node, path, mode }: Consignment): boolean {
    const { tree } = this.#context;
    const fresh = tree.get(node.ino);
    const step = fresh && planFor(fresh);
    if (fresh === undefined || step?.kind !== 'upload') return false;
    const base = typeof mode === 'string' ? undefined : mode.ifRevision;
    return step.base === base && targetPath(tree, fresh) === path;
  }

  /** Sends one file, in one request or in many. */
  async send(consignment: Consignment): Promise<void> {
    const commit = await this.#ready(consignment);
    if (commit === undefined || !this.isStillWanted(consignment)) return;
    const { tree, commits } = this.#context;
    await commits.run(concernedNodes(tree, [consignment.node]), async () => {
      await this.arrived(consignment, await commit());
    });
  }

  /** The store has the file. Unless the user went on writing, both sides agree now. */
  async arrived(
    { node: sent, lease, generation, above }: Consignment,
    entry: FileEntry,
  ): Promise<void> {
    const { tree, uploads } = this.#context;
    const { content } = lease;
    const stored = storedContent(entry);
    const { place } = sent;
    if (place === undefined) return;
    await tree.transaction(() => {
      for (const folder of above) agreeOnFolder(tree, folder);
      uploads.delete(sent.ino);
      const node = tree.get(sent.ino);
      if (node === undefined) return undefined;
      const synced = { kind: 'file', place, content: stored } as const;
      const remoteId = entry.id ?? node.remoteId;
      tree.save({ ...node, synced, remote: undefined, remoteId });
      const whole = content.edited && content.generation === generation;
      return whole ? this.#settle(sent.ino, content) : undefined;
    });
  }

  /**
   * Both sides changed the file. When the bytes are the same there is no conflict; else the store's keeps the place.
   */
  async resolve(ino: NodeId): Promise<void> {
    const { tree, contents, reconciler } = this.#context;
    const node = tree.get(ino);
    const remote = node && remoteView(node);
    if (node === undefined || remote?.kind !== 'file') return;
    const lease = await contents.open(ino, undefined, node.size);
    try {
      const { content } = lease;
      const generation = content.generation;
      await lease.downloader.fetch({ start: 0, end: content.size });
      const hash = await this.#hash(content);
      const same = hash !== undefined && hash === remote.content.hash;
      await tree.transaction(() => {
        const fresh = tree.get(ino);
        const seen = fresh && remoteView(fresh);
        if (fresh === undefined || seen?.kind !== 'file') return undefined;
        // The store or the user has gone on meanwhile: plan again.
        if (seen.content.revision !== remote.content.revision) return undefined;
        if (content.generation !== generation) return undefined;
        if (!same) {
          reconciler.keepBoth(ino);
          return undefined;
        }
        tree.save({ ...fresh, synced: seen, remote: undefined });
        return this.#settle(ino, content);
      });
    } finally {
      await contents.release(lease);
    }
  }

  /** What the user made of the file is what the store has. Returns when its bytes lie among the cached ones. */
  #settle(ino: NodeId, content: Content): Promise<void> | undefined {
    const { tree, contents } = this.#context;
    const node = tree.get(ino);
    const synced = node && syncedView(node);
    if (node === undefined || synced?.kind !== 'file') return undefined;
    const { revision, hash } = synced.content;
    tree.save({ ...node, revision, hash });
    return contents.settle(content, revision);
  }

  /** Does all that changes nothing in the store yet, and returns the request that does. */
  async #ready(consignment: Consignment): Promise<(() => Promise<FileEntry>) | undefined> {
    const { provider, signal } = this.#context;
    const { lease, path, mode, node } = consignment;
    const { mtime } = node;
    const { uploads } = provider;
    if (lease.content.size <= largestSingleWrite || uploads === undefined) {
      const content = await this.bytes(consignment);
      return () => provider.write({ path, content, mode, mtime, signal });
    }
    const session = await this.#fill(consignment, uploads);
    if (session === undefined) return undefined;
    return () =>
      this.#orForget(node.ino, () => uploads.finish({ session, path, mode, mtime, signal }));
  }

  /** Brings all bytes into an upload session; undefined when the user went on writing. */
  async #fill(
    consignment: Consignment,
    uploads: ResumableUploads,
  ): Promise<UploadSession | undefined> {
    const { signal } = this.#context;
    const { lease, node, generation } = consignment;
    const { content } = lease;
    const step = Math.min(chunkSize, uploads.limits.maxChunkSize);
    let session = await this.#session(consignment, uploads);
    while (session.offset < content.size) {
      const chunk = await content.read(session.offset, step);
      // What is sent would be neither the old content nor the new.
      if (content.generation !== generation) return undefined;
      const close = session.offset + chunk.byteLength === content.size;
      session = await this.#orForget(node.ino, () =>
        uploads.append({ session, chunk, close, signal }),
      );
      this.#remember(consignment, session);
    }
    return session;
  }

  /** The session that an earlier try left, if it was for the same bytes; else a new one. */
  async #session(
    { node, hash, path, lease }: Consignment,
    uploads: ResumableUploads,
  ): Promise<UploadSession> {
    const left = this.#context.uploads.get(node.ino);
    const { signal } = this.#context;
    if (left !== undefined && left.hash === hash) return left.session;
    if (left !== undefined) await uploads.abandon({ session: left.session, signal });
    return uploads.start({ path, size: lease.content.size, signal });
  }

  #remember({ node, hash }: Consignment, session: UploadSession): void {
    if (hash !== undefined) this.#context.uploads.set(node.ino, { hash, session });
  }

  async #orForget<Value>(ino: NodeId, step: () => Promise<Value>): Promise<Value> {
    try {
      return await step();
    } catch (error) {
      if (isStorageError(error, 'session-expired', 'invalid-request')) {
        this.#context.uploads.delete(ino);
      }
      throw error;
    }
  }

  #hash(content: Content): Promise<string | undefined> {
    const { provider, signal } = this.#context;
    return hashContent(content, provider.createHasher?.(), signal);
  }
}
