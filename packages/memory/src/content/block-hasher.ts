import { createHash } from 'node:crypto';
import type { ContentHasher } from '@mooring/core';

const blockSize = 1024 * 1024;

/** SHA-256 over the SHA-256 digests of blocks of 1 MiB, in hexadecimal. */
export class BlockHasher implements ContentHasher {
  readonly #whole = createHash('sha256');
  #block = createHash('sha256');
  #blockLength = 0;

  update(chunk: Uint8Array): this {
    for (let start = 0; start < chunk.byteLength; ) {
      const end = Math.min(start + blockSize - this.#blockLength, chunk.byteLength);
      this.#block.update(chunk.subarray(start, end));
      this.#blockLength += end - start;
      if (this.#blockLength === blockSize) this.#endBlock();
      start = end;
    }
    return this;
  }

  digest(): string {
    if (this.#blockLength > 0) this.#endBlock();
    return this.#whole.digest('hex');
  }

  #endBlock(): void {
    this.#whole.update(this.#block.digest());
    this.#block = createHash('sha256');
    this.#blockLength = 0;
  }
}
