import { constants } from 'node:os';
import type { Reply } from '../binding.ts';
import type { Guard } from './guard.ts';
import { wrapHandlers } from './wrap-handlers.ts';

const replacementCharacter = '\ufffd';

/** Which argument is the path that an operation makes a new name of. */
const newPath: Readonly<Record<string, number>> = {
  create: 0,
  mkdir: 0,
  mknod: 0,
  link: 1,
  rename: 1,
  symlink: 1,
};

/**
 * Refuses to make names that are not UTF-8. To Linux a name is bytes, and the binding puts U+FFFD for what it cannot
 * decode: two names in Latin-1 would become one, and the second file take the place of the first.
 */
export const undecodableNames: Guard = {
  name: 'undecodable-names',
  handlers: (handlers) =>
    wrapHandlers(handlers, (handler, operation) => {
      const index = newPath[operation];
      if (index === undefined) return handler;
      return (...args) => {
        const path = args[index] as string;
        if (path.slice(path.lastIndexOf('/')).includes(replacementCharacter)) {
          return (args.at(-1) as Reply)(-constants.errno.EILSEQ);
        }
        return handler(...args);
      };
    }),
};
