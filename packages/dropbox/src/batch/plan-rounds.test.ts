import type { StoragePath } from '@mooring/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchLimits } from './batch-limits.ts';
import { planRounds } from './plan-rounds.ts';

function plan(paths: readonly StoragePath[], bytes?: (path: StoragePath) => number) {
  const requests = paths.map((request, index) => ({ index, request }));
  return planRounds(requests, {
    paths: (path) => [path],
    ...(bytes === undefined ? {} : { bytes }),
  }).map((round) => round.map(({ request }) => request));
}

it('puts what does not touch into one round', () => {
  const paths: StoragePath[] = ['/a/b', '/a/c', '/ab', '/d'];
  expect(plan(paths)).toEqual([paths]);
});

it.each<[StoragePath, StoragePath]>([
  ['/a', '/a'],
  ['/a', '/A'],
  ['/a', '/a/b'],
  ['/a/b', '/a'],
  ['/a/b/c', '/A'],
  ['/cafe\u0301', '/caf\u00e9'],
])('keeps %s and %s apart', (one, other) => {
  expect(plan([one, other])).toEqual([[one], [other]]);
});

it('counts entries and bytes', () => {
  const many = Array.from({ length: 2001 }, (_, index): StoragePath => `/${index}`);
  expect(plan(many).map((round) => round.length)).toEqual([1000, 1000, 1]);
  const half = batchLimits.maxBytes / 2;
  expect(plan(['/a', '/b', '/c', '/d'], () => half)).toEqual([
    ['/a', '/b'],
    ['/c', '/d'],
  ]);
  expect(plan(['/a', '/huge', '/b'], (path) => (path === '/huge' ? 10 * half : 1))).toEqual([
    ['/a'],
    ['/huge'],
    ['/b'],
  ]);
});

it('loses nothing and keeps the order, whatever the paths', () => {
  const name = fc.constantFrom('a', 'A', 'b', 'c');
  const path = fc
    .array(name, { minLength: 1, maxLength: 3 })
    .map((names): StoragePath => `/${names.join('/')}`);
  fc.assert(
    fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
      expect(plan(paths).flat()).toEqual(paths);
    }),
  );
});
