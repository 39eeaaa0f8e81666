import { expect, it } from 'vitest';
import { formatTimestamp } from './format-timestamp.ts';

it.each([
  0, 1, 59, 60, 3599, 86_399, 86_400, 951_782_400, 1_431_445_838, 1_795_460_278, -1,
  253_402_300_799,
])('writes %i as the calendar has it', (seconds) => {
  const expected = new Date(seconds * 1000).toISOString().replace('.000', '');
  expect(formatTimestamp(seconds)).toBe(expected);
});
