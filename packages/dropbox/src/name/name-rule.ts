import { type NameRule, nameKey, type StoragePath } from '@mooring/core';

/** Names that differ in case or Unicode form only are one name. */
export const nameRule: NameRule = { caseSensitive: false, normalization: 'nfc' };

/** Whether two paths lead to the same place. */
export function isSamePath(one: StoragePath, other: StoragePath): boolean {
  return nameKey(one, nameRule) === nameKey(other, nameRule);
}
