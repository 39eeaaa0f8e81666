import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createContentHasher, hashBlockSize } from './content-hasher.ts';

const a = 'a'.charCodeAt(0);

function hash(...chunks: readonly Uint8Array[]): string {
  const hasher = createContentHasher();
  for (const chunk of chunks) hasher.update(chunk);
  return hasher.digest();
}

it.each([
  ['nothing', new Uint8Array(), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [
    'a zero byte',
    new Uint8Array(1),
    '1406e05881e299367766d313e26c05564ec91bf721d31726bd6e46e60689539a',
  ],
  [
    'one letter',
    new Uint8Array([a]),
    'bf5d3affb73efd2ec6c36ad3112dd933efed63c4e1cbffcfa88e2759c144f2d8',
  ],
  [
    'a short text',
    new TextEncoder().encode('Hello Dropbox!'),
    '16dff8700700b9aa627e24bbf832940c084b41ade5c5d6fe5417963a547ed9c2',
  ],
  [
    '1024 bytes',
    Uint8Array.from({ length: 1024 }, (_, index) => index % 251),
    '0b7db34d6857ac6d1a3e99833ca692a1112eb0d97ba041c8311cc3e265377ffc',
  ],
  [
    'a block less one',
    new Uint8Array(hashBlockSize - 1),
    '839e2d868a885f260431d186466f0f3c189ee0eee5cc444b54e717740ad7f1c3',
  ],
  [
    'a block of zeros',
    new Uint8Array(hashBlockSize),
    'c7e946d101855255d919ef0c70718633adf77d3dfb3adeeecf5d0cb4e951be58',
  ],
  [
    'a block and one',
    new Uint8Array(hashBlockSize + 1),
    '14a4d47f23a30177885d9820122f17d2d3a55fe63f7f5c27b95f689e0b2accd6',
  ],
  [
    'two blocks',
    new Uint8Array(2 * hashBlockSize),
    '03ae066c707c588592d9e27aa2444ca98423e0999024f1ceaa11a153790b37de',
  ],
  [
    'a block of letters',
    new Uint8Array(hashBlockSize).fill(a),
    '907a506cf5e706bda5c7a29b43c9c65d8344bd2fa2f22339b359c214812af5a1',
  ],
  [
    'a block of letters and one',
    new Uint8Array(hashBlockSize + 1).fill(a),
    '5f858b62ccd88447586305aec6fd53c96747cfebf527cbba129a6dfed47d9624',
  ],
])('hashes %s', (_, content, expected) => {
  expect(hash(content)).toBe(expected);
});

it('does not depend on how the content is cut into chunks', () => {
  const content = Uint8Array.from({ length: hashBlockSize + 5000 }, (_, index) => index % 253);
  const expected = hash(content);
  const cuts = fc.array(fc.nat(content.length), { maxLength: 6 });
  fc.assert(
    fc.property(cuts, (points) => {
      const edges = [0, ...points.toSorted((x, y) => x - y), content.length];
      const chunks = edges.slice(1).map((end, index) => content.subarray(edges[index], end));
      expect(hash(...chunks)).toBe(expected);
    }),
    { numRuns: 20 },
  );
});
