import { createHash, type Hash } from 'node:crypto';

/** The service hashes content in blocks of this size, and counts concurrent uploads in it. */
export const blockSize: number = 4 * 1024 * 1024;

const digestSize = 32;

/**
 * Dropbox's content hash: the SHA-256 of the SHA-256 digests of all blocks.
 * https://www.dropbox.com/developers/reference/content-hash
 */
export class BlockHasher {
  readonly #digests: Uint8Array[];
  #block: Hash;
  #filled = 0;

  /** `digests` are those of whole blocks that went before. */
  constructor(digests: Uint8Array = new Uint8Array()) {
    this.#digests = digests.length === 0 ? [] : [digests];
    this.#block = createHash('sha256');
  }

  /** A hasher that goes on from here by itself. */
  clone(): BlockHasher {
    const clone = new BlockHasher();
    clone.#digests.push(...this.#digests);
    clone.#block = this.#block.copy();
    clone.#filled = this.#filled;
    return clone;
  }

  update(bytes: Uint8Array): void {
    let offset = 0;
    while (offset < bytes.length) {
      const end = Math.min(offset + blockSize - this.#filled, bytes.length);
      this.#block.update(bytes.subarray(offset, end));
      this.#filled += end - offset;
      offset = end;
      if (this.#filled === blockSize) this.#closeBlock();
    }
  }

  /** The digests of the whole blocks so far, one after the other: the state to go on from at a block's end. */
  get wholeBlocks(): Uint8Array {
    return Buffer.concat(this.#digests);
  }

  get wholeBlockCount(): number {
    return this.#digests.reduce((length, digest) => length + digest.length, 0) / digestSize;
  }

  /** All digests, the last one perhaps of a shorter block. */
  allBlocks(): Uint8Array {
    if (this.#filled === 0) return this.wholeBlocks;
    return Buffer.concat([...this.#digests, this.#block.copy().digest()]);
  }

  /** The content hash so far, in hex. More bytes may follow. */
  digest(): string {
    return hashOfBlocks(this.allBlocks());
  }

  #closeBlock(): void {
    this.#digests.push(this.#block.digest());
    this.#block = createHash('sha256');
    this.#filled = 0;
  }
}

export function hashOfBlocks(digests: Uint8Array): string {
  return createHash('sha256').update(digests).digest('hex');
}

export function contentHash(bytes: Uint8Array): string {
  const hasher = new BlockHasher();
  hasher.update(bytes);
  return hasher.digest();
}
