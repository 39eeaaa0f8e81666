import { expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';

const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };
const part = (start: number, end: number) => ({ kind: 'part', start, end });

it.each([
  [undefined, 10, whole],
  ['bytes=0-3', 10, part(0, 4)],
  ['bytes=4-', 10, part(4, 10)],
  ['bytes=4-99', 10, part(4, 10)],
  ['bytes=9-9', 10, part(9, 10)],
  ['bytes=-3', 10, part(7, 10)],
  ['bytes=-30', 10, part(0, 10)],
  ['bytes=10-', 10, unsatisfiable],
  ['bytes=-0', 10, unsatisfiable],
  ['bytes=0-', 0, unsatisfiable],
  ['bytes=5-2', 10, whole],
  ['bytes=0-1,4-5', 10, whole],
  ['lines=0-1', 10, whole],
  ['bytes=-', 10, whole],
])('reads %s of %i bytes', (header, size, expected) => {
  expect(parseRange(header, size)).toEqual(expected);
});
