import { expect, it } from 'vitest';
import { formatRev, stampOfRev } from './rev.ts';

const stamp = Date.UTC(2026, 2, 5, 21, 36, 22) * 1000 + 915_000;

it('names a revision by its microsecond and its namespace', () => {
  expect(formatRev(stamp, 0xbd841553)).toBe(`${stamp.toString(16)}bd841553`);
  expect(formatRev(stamp, 0xbd841553)).toMatch(/^[0-9a-f]{21}$/);
});

it('uses the long form for a namespace above 32 bits', () => {
  expect(formatRev(stamp, 0x388b39613)).toMatch(/^01[0-9a-f]{29}$/);
});

it.each([0xbd841553, 7, 0x388b39613])('finds the stamp again, namespace %i', (namespace) => {
  expect(stampOfRev(formatRev(stamp, namespace))).toBe(stamp);
});

it.each(['0123456789', 'ffffffffffffffffffffff', 'zz', '0a1c10ce0dd78'])('knows no %s', (rev) => {
  expect(stampOfRev(rev)).toBeUndefined();
});
