import { expect, it } from 'vitest';
import { pathKey } from './path-key.ts';

it.each([
  ['/Photos/Summer 2024.JPG', '/photos/summer 2024.jpg'],
  ['/Cafe\u0301', '/caf\u00e9'],
  ['/ΣΣΣ', '/σσσ'],
  ['/İ', '/İ'],
  ['/STRASSE ß', '/strasse ß'],
  ['/Ⱥ', '/Ⱥ'],
  ['/Ꙋ', '/Ꙋ'],
  ['/ÄÖÜ Ñ', '/äöü ñ'],
  ['/ДОКУМЕНТЫ', '/документы'],
])('compares %j as %j', (path, key) => {
  expect(pathKey(path)).toBe(key);
});
