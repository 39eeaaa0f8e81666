import { describe, expect, it } from 'vitest';
import { nameKey } from './name-key.ts';

const dropboxRule = { caseSensitive: false, normalization: 'nfc' } as const;

describe('a store that ignores case and stores NFC', () => {
  it.each([
    ['README.md', 'readme.md'],
    ['Cafe\u0301', 'caf\u00e9'],
    ['ΣΣ', 'σσ'],
    ['İ', 'İ'],
    ['STRASSE ß', 'strasse ß'],
    ['/Fotos/ÄÖ', '/fotos/äö'],
    ['𐐀', '𐐨'],
  ])('compares %j as %j', (name, key) => {
    expect(nameKey(name, dropboxRule)).toBe(key);
  });
});

it('keeps names as they are where case and form count', () => {
  const rule = { caseSensitive: true, normalization: 'none' } as const;
  expect(nameKey('Cafe\u0301', rule)).toBe('Cafe\u0301');
});
