import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RangeSet } from './range-set.ts';

const size = 40;
const range = fc
  .tuple(fc.nat(size), fc.nat(size))
  .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const step = fc.oneof(fc.record({ add: range }), fc.record({ cutAt: fc.nat(size) }));

it('agrees with a plain array of booleans', () => {
  fc.assert(
    fc.property(fc.array(step), range, (steps, asked) => {
      const set = new RangeSet();
      const bytes: boolean[] = Array.from({ length: size }, () => false);
      for (const each of steps) {
        if ('add' in each) {
          set.add(each.add);
          bytes.fill(true, each.add.start, each.add.end);
        } else {
          set.cutAt(each.cutAt);
          bytes.fill(false, each.cutAt);
        }
      }
      expect(set.byteLength).toBe(bytes.filter(Boolean).length);
      const missing = bytes.flatMap((there, index) =>
        !there && index >= asked.start && index < asked.end ? [index] : [],
      );
      const found = set
        .missing(asked)
        .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, n) => start + n));
      expect(found).toEqual(missing);
      for (const [index, each] of set.ranges.entries()) {
        expect(each.end).toBeGreaterThan(each.start);
        expect(each.start).toBeGreaterThan(set.ranges[index - 1]?.end ?? -1);
      }
    }),
  );
});
