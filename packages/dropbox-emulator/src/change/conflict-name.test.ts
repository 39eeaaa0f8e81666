import { expect, it } from 'vitest';
import { conflictName } from './conflict-name.ts';

it.each([
  ['report.pdf', 1, 'taken', 'file', 'report (1).pdf'],
  ['report.pdf', 2, 'taken', 'file', 'report (2).pdf'],
  ['archive.tar.gz', 1, 'taken', 'file', 'archive.tar (1).gz'],
  ['.profile', 1, 'taken', 'file', '.profile (1)'],
  ['v1.2', 1, 'taken', 'folder', 'v1.2 (1)'],
  ['report.pdf', 1, 'outdated', 'file', 'report (conflicted copy).pdf'],
  ['report.pdf', 2, 'outdated', 'file', 'report (conflicted copy 1).pdf'],
] as const)('names %s, attempt %i, %s %s: %s', (name, attempt, reason, kind, expected) => {
  expect(conflictName(name, attempt, reason, kind)).toBe(expected);
});
