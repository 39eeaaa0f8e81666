import type { Content } from '@mooring/core';
import { contentChunks } from '../client/content-bytes.ts';

export interface LoadedChunk {
  readonly bytes: Uint8Array;
  /** For when nobody looks at the bytes any more. A chunk that failed to go out may still be on its way: leave it. */
  release(): void;
}

/** Most memory that is kept for later, in bytes. */
const mostFree = 64 * 1024 * 1024;

/**
 * Where chunks lie that are sent. The same memory is used again and again: for chunks of many megabytes, getting new memory
 * and clearing the old away takes longer than sending them, and doubles what the process needs.
 */
export class ChunkMemory {
  #free: ArrayBuffer[] = [];

  /** @throws StorageError `invalid-request` when the chunk cannot be read */
  async load(chunk: Content): Promise<LoadedChunk> {
    if (!(chunk instanceof Blob)) return { bytes: chunk, release: () => undefined };
    const buffer = this.#take(chunk.size);
    const bytes = new Uint8Array(buffer, 0, chunk.size);
    await copyInto(bytes, chunk);
    return { bytes, release: () => this.#keep(buffer) };
  }

  /** Lets go of what is not in use. */
  clear(): void {
    this.#free = [];
  }

  #take(length: number): ArrayBuffer {
    const index = this.#free.findIndex(({ byteLength }) => byteLength >= length);
    return this.#free.splice(index, index < 0 ? 0 : 1)[0] ?? new ArrayBuffer(length);
  }

  #keep(buffer: ArrayBuffer): void {
    const free = this.#free.reduce((sum, { byteLength }) => sum + byteLength, buffer.byteLength);
    if (free <= mostFree) this.#free.push(buffer);
  }
}

async function copyInto(target: Uint8Array, blob: Blob): Promise<void> {
  const isNative = blob.stream === Blob.prototype.stream;
  let offset = 0;
  for await (const piece of contentChunks(blob)) {
    target.set(piece, offset);
    offset += piece.byteLength;
    // A blob makes each piece for its reader alone. Let go of at once, pieces do not pile up until memory is cleared.
    if (isNative && piece.buffer instanceof ArrayBuffer) piece.buffer.transfer(0);
  }
}
