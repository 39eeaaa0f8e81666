import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [64_000_000, '64 MB'],
  [9_960_000_000, '10.0 GB'],
  [2 ** 50, '1126 TB'],
])('shows %d bytes as %j', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
