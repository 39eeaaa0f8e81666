import { createCipheriv, createHash } from 'node:crypto';

/** Bytes that look random and do not compress, the same for the same seed: the key stream of AES-128-CTR. */
export function randomBytes(seed: string, length: number): Buffer {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}
