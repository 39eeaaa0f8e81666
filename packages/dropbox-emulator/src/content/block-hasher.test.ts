import { expect, it } from 'vitest';
import { BlockHasher, blockSize, contentHash } from './block-hasher.ts';

const zeros = (length: number) => Buffer.alloc(length);
const letters = (length: number) => Buffer.alloc(length, 'a');

it.each([
  ['nothing', Buffer.alloc(0), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['a zero', zeros(1), '1406e05881e299367766d313e26c05564ec91bf721d31726bd6e46e60689539a'],
  ['a letter', letters(1), 'bf5d3affb73efd2ec6c36ad3112dd933efed63c4e1cbffcfa88e2759c144f2d8'],
  [
    'text',
    Buffer.from('Hello Dropbox!'),
    '16dff8700700b9aa627e24bbf832940c084b41ade5c5d6fe5417963a547ed9c2',
  ],
  [
    '1024 bytes',
    Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 251)),
    '0b7db34d6857ac6d1a3e99833ca692a1112eb0d97ba041c8311cc3e265377ffc',
  ],
  [
    'a block less a byte',
    zeros(blockSize - 1),
    '839e2d868a885f260431d186466f0f3c189ee0eee5cc444b54e717740ad7f1c3',
  ],
  ['a block', zeros(blockSize), 'c7e946d101855255d919ef0c70718633adf77d3dfb3adeeecf5d0cb4e951be58'],
  [
    'a block and a byte',
    zeros(blockSize + 1),
    '14a4d47f23a30177885d9820122f17d2d3a55fe63f7f5c27b95f689e0b2accd6',
  ],
  [
    'two blocks',
    zeros(2 * blockSize),
    '03ae066c707c588592d9e27aa2444ca98423e0999024f1ceaa11a153790b37de',
  ],
  [
    'a block of letters',
    letters(blockSize),
    '907a506cf5e706bda5c7a29b43c9c65d8344bd2fa2f22339b359c214812af5a1',
  ],
  [
    'a block of letters and one more',
    letters(blockSize + 1),
    '5f858b62ccd88447586305aec6fd53c96747cfebf527cbba129a6dfed47d9624',
  ],
])('hashes %s', (_, bytes, expected) => {
  expect(contentHash(bytes)).toBe(expected);
});

it('does not depend on how the bytes arrive', () => {
  const bytes = letters(blockSize + 1);
  const hasher = new BlockHasher();
  for (let offset = 0; offset < bytes.length; offset += 1_000_003) {
    hasher.update(bytes.subarray(offset, offset + 1_000_003));
  }
  expect(hasher.digest()).toBe(contentHash(bytes));
});

it('goes on from stored digests and from a clone', () => {
  const first = new BlockHasher();
  first.update(letters(blockSize));
  const resumed = new BlockHasher(first.wholeBlocks);
  const clone = first.clone();
  first.update(zeros(7));
  resumed.update(letters(1));
  clone.update(letters(1));
  const expected = contentHash(letters(blockSize + 1));
  expect([resumed.digest(), clone.digest()]).toEqual([expected, expected]);
});
