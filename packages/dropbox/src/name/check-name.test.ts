import { expect, it } from 'vitest';
import { checkName } from './check-name.ts';

it.each([
  ['', 'empty'],
  ['.', 'empty'],
  ['..', 'empty'],
  ['a'.repeat(256), 'too-long'],
  ['report ', 'forbidden-ending'],
  ['a/b', 'forbidden-character'],
  ['a\\b', 'forbidden-character'],
  ['a\0b', 'forbidden-character'],
  ['a\u007fb', 'forbidden-character'],
  ['party \u{1f389}.txt', 'forbidden-character'],
  ['half \ud83c.txt', 'forbidden-character'],
  ['.DS_Store', 'reserved'],
  ['desktop.ini', 'reserved'],
  ['Thumbs.db', 'reserved'],
  ['.dropbox', 'reserved'],
  ['Icon\r', 'reserved'],
])('refuses %j as %s', (name, reason) => {
  expect(checkName(name)?.reason).toBe(reason);
});

it.each([
  'a',
  'a'.repeat(255),
  `${'e\u0301'.repeat(255)}`,
  'trailing dot.',
  ' leading space',
  '.hidden',
  'tab\there',
  'line\nbreak',
  '\u0001',
  ': * ? " < > |',
  '100% #1 ~',
  '\u4f60\u597d',
  '\u263a.txt',
  'desktop.ini.txt',
])('takes %j', (name) => {
  expect(checkName(name)).toBeUndefined();
});
