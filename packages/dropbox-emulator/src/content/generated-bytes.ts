import { createCipheriv, createHash } from 'node:crypto';
import { BlockHasher, blockSize } from './block-hasher.ts';

/**
 * How many different blocks a generated file has before they repeat. A prime, so that reads which are wrong by a
 * power of two do not get the right bytes, and few enough that the hash of a file of any size takes about a second.
 */
const distinctBlocks = 61;

/** Bytes that follow from a seed, so that files of any size cost no room. They look random and never change. */
export class GeneratedBytes {
  readonly #seed: number;
  #cached: { readonly index: number; readonly bytes: Uint8Array } | undefined;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The content hash of the first `size` bytes. */
  hash(size: number): string {
    const hasher = new BlockHasher();
    if (size <= blockSize) {
      hasher.update(this.#generate(0, size));
      return hasher.digest();
    }
    const digests: Uint8Array[] = [];
    for (let index = 0; index < Math.min(Math.ceil(size / blockSize), distinctBlocks); index++) {
      digests.push(createHash('sha256').update(this.#block(index)).digest());
    }
    const wholeBlocks = Math.floor(size / blockSize);
    const all: Uint8Array[] = [];
    for (let index = 0; index < wholeBlocks; index++) {
      all.push(digests[index % distinctBlocks] ?? new Uint8Array());
    }
    const resumed = new BlockHasher(Buffer.concat(all));
    resumed.update(this.#block(wholeBlocks).subarray(0, size % blockSize));
    return resumed.digest();
  }

  /** The bytes from `start` up to `end`, in pieces that stay as they are. */
  *read(start: number, end: number): Generator<Uint8Array, void, undefined> {
    let offset = start;
    while (offset < end) {
      const index = Math.floor(offset / blockSize);
      const base = index * blockSize;
      const stop = Math.min(end, base + blockSize);
      const bytes =
        stop - base < blockSize ? this.#generate(index, stop - base) : this.#block(index);
      yield bytes.subarray(offset - base, stop - base);
      offset = stop;
    }
  }

  #block(index: number): Uint8Array {
    const distinct = index % distinctBlocks;
    if (this.#cached?.index === distinct) return this.#cached.bytes;
    const bytes = this.#generate(distinct, blockSize);
    this.#cached = { index: distinct, bytes };
    return bytes;
  }

  #generate(index: number, length: number): Uint8Array {
    const key = createHash('sha256')
      .update(`${this.#seed}:${index % distinctBlocks}`)
      .digest();
    const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
    return cipher.update(Buffer.alloc(length));
  }
}
