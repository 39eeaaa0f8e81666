import { expect, it } from 'vitest';
import { ReadAhead } from './read-ahead.ts';

const kibibyte = 1024;
const mebibyte = 1024 * 1024;

it('asks for as much again as was read straight on, from a little up to a limit', () => {
  const readAhead = new ReadAhead();
  const step = 128 * kibibyte;
  const windows: number[] = [];
  for (let start = 0; start < 80 * mebibyte; start += step) {
    windows.push(readAhead.next({ start, end: start + step }).end - start - step);
  }
  expect(windows[0]).toBe(256 * kibibyte);
  expect(windows[31]).toBe(4 * mebibyte);
  expect(windows.at(-1)).toBe(32 * mebibyte);
});

it('begins again after a jump, and not after a little disorder', () => {
  const readAhead = new ReadAhead();
  readAhead.next({ start: 0, end: 8 * mebibyte });
  const disorder = readAhead.next({ start: 7.5 * mebibyte, end: 8 * mebibyte });
  expect(disorder.end).toBe(16 * mebibyte);
  const jump = readAhead.next({ start: 100 * mebibyte, end: 100 * mebibyte + 4 * kibibyte });
  expect(jump.end - 100 * mebibyte).toBe(260 * kibibyte);
});
