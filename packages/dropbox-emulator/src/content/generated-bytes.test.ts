import { expect, it } from 'vitest';
import { BlockHasher, blockSize } from './block-hasher.ts';
import { GeneratedBytes } from './generated-bytes.ts';

function hashOfRead(bytes: GeneratedBytes, size: number): string {
  const hasher = new BlockHasher();
  for (const piece of bytes.read(0, size)) hasher.update(piece);
  return hasher.digest();
}

it.each([
  0,
  1,
  1000,
  blockSize - 1,
  blockSize,
  blockSize + 1,
  3 * blockSize + 17,
])('tells the hash of %i bytes as they read', (size) => {
  const bytes = new GeneratedBytes(42);
  expect(bytes.hash(size)).toBe(hashOfRead(new GeneratedBytes(42), size));
});

it('reads any range as a part of the whole', () => {
  const size = 2 * blockSize + 100;
  const whole = Buffer.concat([...new GeneratedBytes(7).read(0, size)]);
  for (const [start, end] of [
    [0, 10],
    [blockSize - 5, blockSize + 5],
    [blockSize, 2 * blockSize],
    [2 * blockSize + 50, size],
  ] as const) {
    const part = Buffer.concat([...new GeneratedBytes(7).read(start, end)]);
    expect(part.equals(whole.subarray(start, end))).toBe(true);
  }
});

it('differs by seed and from block to block', () => {
  const hashes = new Set([1, 2, 3].map((seed) => new GeneratedBytes(seed).hash(100)));
  expect(hashes.size).toBe(3);
  const [first, second] = new GeneratedBytes(1).read(0, 2 * blockSize);
  expect(Buffer.from(first ?? []).equals(Buffer.from(second ?? []))).toBe(false);
});
