import type { NameProblem, StorageTraits } from '@mooring/core';

/** Holds what is half written, or half removed. No entry can have this name. */
export const temporaryFolder = '.mooring-temporary';

/** The rules of file systems on Linux: names are bytes, of which 255 fit. */
export const traits: StorageTraits = {
  caseSensitive: true,
  normalization: 'none',
  atomicReplace: true,
  maxNameLength: 255,
  checkName,
};

function checkName(name: string): NameProblem | undefined {
  if (name === '') return { reason: 'empty', message: 'is empty' };
  if (name === temporaryFolder) return { reason: 'reserved', message: 'is for unfinished work' };
  if (!name.isWellFormed() || /[/\0]/.test(name)) {
    return { reason: 'forbidden-character', message: 'holds what no file system takes' };
  }
  if (Buffer.byteLength(name) > 255) {
    return { reason: 'too-long', message: 'is longer than 255 bytes' };
  }
  return undefined;
}
