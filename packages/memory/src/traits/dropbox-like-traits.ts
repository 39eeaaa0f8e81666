import type { NameProblem, StorageTraits } from '@mooring/core';

const maxNameLength = 255;

/**
 * The rules of Dropbox for names: case is kept and ignored, NFC, no character outside the Basic Multilingual Plane,
 * no backslash, no space at the end, 255 units, a few names reserved. A fake that took more than the real store would hide mistakes.
 */
export const dropboxLikeTraits: StorageTraits = {
  caseSensitive: false,
  normalization: 'nfc',
  atomicReplace: false,
  maxNameLength,
  checkName,
};

const reservedNames: ReadonlySet<string> = new Set([
  '.dropbox',
  '.dropbox.attr',
  '.dropbox.cache',
  '.ds_store',
  'desktop.ini',
  'icon\r',
  'thumbs.db',
]);

function checkName(name: string): NameProblem | undefined {
  if (name === '') return { reason: 'empty', message: 'is empty' };
  if (name.normalize('NFC').length > maxNameLength) {
    return { reason: 'too-long', message: `is longer than ${maxNameLength} characters` };
  }
  // Surrogates, paired or not, are what lies outside the plane or is no character at all.
  if (/[/\\\0\u007f\ud800-\udfff]/.test(name)) {
    return { reason: 'forbidden-character', message: 'holds a character that the store refuses' };
  }
  if (name.endsWith(' ')) return { reason: 'forbidden-ending', message: 'ends with a space' };
  if (reservedNames.has(name.toLowerCase())) {
    return { reason: 'reserved', message: 'is reserved by the store' };
  }
  return undefined;
}
