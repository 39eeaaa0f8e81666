import type { StorageTraits } from '../provider/storage-traits.ts';

/** What decides whether two names are the same name. */
export type NameRule = Pick<StorageTraits, 'caseSensitive' | 'normalization'>;

/**
 * The form in which a store compares a name: two names with one key cannot stand side by side in a folder.
 * Works on whole paths too, since `/` has no other case and no other normal form.
 *
 * Case folds per code point and only where one code point results, so a key is never longer than its name and
 * never depends on what stands beside a letter (`ΣΣ` gives `σσ`, `İ` stays). That is Dropbox's rule, and
 * a plain `toLowerCase` on the whole string breaks it.
 */
export function nameKey(name: string, rule: NameRule): string {
  if (isAscii(name)) return rule.caseSensitive ? name : name.toLowerCase();
  const normal = rule.normalization === 'nfc' ? name.normalize('NFC') : name;
  if (rule.caseSensitive) return normal;
  let key = '';
  for (const codePoint of normal) key += lowerCase(codePoint);
  return key;
}

function lowerCase(codePoint: string): string {
  const lower = codePoint.toLowerCase();
  return isOneCodePoint(lower) ? lower : codePoint;
}

function isOneCodePoint(text: string): boolean {
  const first = text.codePointAt(0);
  return first !== undefined && text.length === (first > 0xffff ? 2 : 1);
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7f) return false;
  }
  return true;
}
