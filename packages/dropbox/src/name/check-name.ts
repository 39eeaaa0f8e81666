import type { NameProblem } from '@mooring/core';

/** Longest name that Dropbox stores, in UTF-16 code units of its NFC form. */
export const maxNameLength: number = 255;

/** Names that Dropbox keeps for its own clients, in lower case. They exist on local disks and are refused in the store. */
const reservedNames: ReadonlySet<string> = new Set([
  '.dropbox',
  '.dropbox.attr',
  '.dropbox.cache',
  '.ds_store',
  'desktop.ini',
  'icon\r',
  'thumbs.db',
]);

/** Why Dropbox would refuse to store a name, or undefined where it takes the name. */
export function checkName(name: string): NameProblem | undefined {
  if (name === '' || name === '.' || name === '..') {
    return { reason: 'empty', message: 'is empty or stands for a folder on the way' };
  }
  if (name.normalize('NFC').length > maxNameLength) {
    return { reason: 'too-long', message: `is longer than ${maxNameLength} characters` };
  }
  if (name.endsWith(' ')) {
    return { reason: 'forbidden-ending', message: 'ends with a space' };
  }
  for (const character of name) {
    const what = forbiddenCharacter(character);
    if (what !== undefined) {
      return { reason: 'forbidden-character', message: `holds ${what}` };
    }
  }
  if (reservedNames.has(name.toLowerCase())) {
    return { reason: 'reserved', message: 'is kept for the Dropbox clients' };
  }
  return undefined;
}

function forbiddenCharacter(character: string): string | undefined {
  if (character === '/') return 'a slash';
  if (character === '\\') return 'a backslash';
  const code = character.codePointAt(0) ?? 0;
  if (code === 0) return 'a NUL character';
  if (code === 0x7f) return 'a DEL character';
  if (code >= 0xd800 && code <= 0xdfff) return 'half of a surrogate pair';
  if (code > 0xffff) return 'a character outside the Basic Multilingual Plane, such as an emoji';
  return undefined;
}
