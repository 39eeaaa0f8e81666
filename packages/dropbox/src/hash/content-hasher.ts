import { createHash, type Hash } from 'node:crypto';
import type { ContentHasher } from '@mooring/core';

/** The length of the blocks that a content hash is made of, in bytes. */
export const hashBlockSize: number = 4 * 1024 * 1024;

/**
 * Dropbox's content hash, in lower-case hexadecimal: the SHA-256 of the SHA-256 digests of each block of 4 MiB.
 * The rule is at https://www.dropbox.com/developers/reference/content-hash.
 */
export function createContentHasher(): ContentHasher {
  const whole = createHash('sha256');
  let block: Hash = createHash('sha256');
  let blockLength = 0;
  return {
    update(chunk) {
      let offset = 0;
      while (offset < chunk.byteLength) {
        const end = Math.min(offset + hashBlockSize - blockLength, chunk.byteLength);
        block.update(chunk.subarray(offset, end));
        blockLength += end - offset;
        offset = end;
        if (blockLength === hashBlockSize) {
          whole.update(block.digest());
          block = createHash('sha256');
          blockLength = 0;
        }
      }
      return this;
    },
    digest() {
      if (blockLength > 0) whole.update(block.digest());
      return whole.digest('hex');
    },
  };
}
