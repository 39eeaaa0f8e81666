import type { NameProblem, StorageTraits } from '@mooring/core';

const maxNameLength = 255;

/** The rules of a local file system or an object store: names are kept as given, and a move can replace a file. */
export const caseSensitiveTraits: StorageTraits = {
  caseSensitive: true,
  normalization: 'none',
  atomicReplace: true,
  maxNameLength,
  checkName,
};

function checkName(name: string): NameProblem | undefined {
  if (name === '') return { reason: 'empty', message: 'is empty' };
  if (name.length > maxNameLength) {
    return { reason: 'too-long', message: `is longer than ${maxNameLength} characters` };
  }
  if (/[/\0]/.test(name)) {
    return { reason: 'forbidden-character', message: 'holds a slash or a NUL character' };
  }
  return undefined;
}
