import { expect, it } from 'vitest';
import { conflictedName } from './conflicted-name.ts';

const day = Date.UTC(2026, 10, 23);

it.each([
  ['report.txt', 1, "report (laptop's conflicted copy 2026-11-23).txt"],
  ['report.txt', 2, "report (laptop's conflicted copy 2026-11-23 2).txt"],
  ['archive.tar.gz', 1, "archive.tar (laptop's conflicted copy 2026-11-23).gz"],
  ['Makefile', 1, "Makefile (laptop's conflicted copy 2026-11-23)"],
  ['.profile', 1, ".profile (laptop's conflicted copy 2026-11-23)"],
])('%s, attempt %d', (name, attempt, expected) => {
  expect(conflictedName(name, 'laptop', day, attempt)).toBe(expected);
});

it('keeps within the longest name, and whole characters', () => {
  const name = conflictedName(`${'😀'.repeat(125)}.txt`, 'laptop', day, 1);
  expect(name.length).toBeLessThanOrEqual(255);
  expect(name.isWellFormed()).toBe(true);
  expect(name.endsWith('.txt')).toBe(true);
});
