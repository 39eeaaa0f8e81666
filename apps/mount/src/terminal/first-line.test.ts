import { expect, it } from 'vitest';
import { firstLine } from './first-line.ts';

it.each([
  ['One line.', 'One line'],
  ['no answer (<html>\n<body>\n</body></html>)', 'no answer (<html>'],
  ['', ''],
])('of %j', (message, line) => {
  expect(firstLine(message)).toBe(line);
});

it('is not longer than people read', () => {
  expect(firstLine('x'.repeat(10_000)).length).toBeLessThan(400);
});
