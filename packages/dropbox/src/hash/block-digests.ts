import { hash } from 'node:crypto';
import { hashBlockSize } from './content-hasher.ts';

/** The SHA-256 digests of the blocks of some bytes, the last block perhaps a short one. */
export function blockDigests(bytes: Uint8Array): readonly Buffer[] {
  const digests: Buffer[] = [];
  for (let start = 0; start < bytes.byteLength; start += hashBlockSize) {
    digests.push(hash('sha256', bytes.subarray(start, start + hashBlockSize), 'buffer'));
  }
  return digests;
}

/** The content hash of the bytes that the blocks make up. */
export function joinDigests(digests: readonly Buffer[]): string {
  return hash('sha256', Buffer.concat(digests), 'hex');
}
