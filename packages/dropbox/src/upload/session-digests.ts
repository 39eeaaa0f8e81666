import type { UploadSession } from '@mooring/core';
import { joinDigests } from '../hash/block-digests.ts';
import { hashBlockSize } from '../hash/content-hasher.ts';

/** Most sessions that are remembered; the one used longest ago is forgotten first. */
const maxSessions = 100;

/**
 * The digests of what this process has sent into upload sessions. They tell the content hash of the whole file
 * without reading it again, by which a commit is known again after its answer got lost.
 */
export class SessionDigests {
  readonly #sessions = new Map<string, Map<number, Buffer>>();

  add({ id, offset }: UploadSession, digests: readonly Buffer[]): void {
    const blocks = this.#sessions.get(id) ?? new Map<number, Buffer>();
    this.#sessions.delete(id);
    this.#sessions.set(id, blocks);
    // A chunk that begins inside a block leaves a gap, and then the hash of the whole stays unknown.
    for (const [index, digest] of digests.entries()) {
      blocks.set(offset + index * hashBlockSize, digest);
    }
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > maxSessions && oldest !== undefined) this.#sessions.delete(oldest);
  }

  /** The content hash of a session that holds this many bytes, if this process sent them all. */
  contentHash(id: string, size: number): string | undefined {
    const blocks = this.#sessions.get(id);
    const digests: Buffer[] = [];
    for (let offset = 0; offset < size; offset += hashBlockSize) {
      const digest = blocks?.get(offset);
      if (digest === undefined) return undefined;
      digests.push(digest);
    }
    return digests.length === (blocks?.size ?? 0) ? joinDigests(digests) : undefined;
  }

  forget(id: string): void {
    this.#sessions.delete(id);
  }
}
