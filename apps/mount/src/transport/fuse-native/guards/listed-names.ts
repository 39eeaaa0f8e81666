import type { Guard } from './guard.ts';
import { longestListedName } from './long-names.ts';

/**
 * Leaves names out of listings that Linux cannot show. One empty name, or one with a slash, makes the kernel refuse the
 * whole listing; a NUL cuts the rest off, and a broken surrogate pair becomes a name that leads nowhere.
 */
export const listedNames: Guard = {
  name: 'listed-names',
  operations: (operations, { log }) => ({
    ...operations,
    async readdir(path) {
      const entries = await operations.readdir(path);
      const shown = entries.filter(({ name }) => canBeShown(name));
      if (shown.length < entries.length) {
        const hidden = entries.filter(({ name }) => !canBeShown(name)).map(({ name }) => name);
        log.warn({ folder: path, hidden }, 'names that Linux cannot show are left out');
      }
      return shown;
    },
  }),
};

function canBeShown(name: string): boolean {
  return (
    name !== '' &&
    !name.includes('/') &&
    !name.includes('\0') &&
    name.isWellFormed() &&
    Buffer.byteLength(name) <= longestListedName
  );
}
