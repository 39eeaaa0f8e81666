import { posixErrno } from '../../posix-errno.ts';
import type { Guard } from './guard.ts';
import { wrapHandlers } from './wrap-handlers.ts';

const lowestCode = -999;

/**
 * Passes on only codes that the binding understands. Of a string it never tells the caller, which then hangs beyond
 * the reach of SIGKILL; `undefined` and NaN it takes for success, and a positive code for a mad one.
 */
export const codes: Guard = {
  name: 'codes',
  handlers: (handlers, { log }) =>
    wrapHandlers(handlers, (handler, operation) => (...args) => {
      const reply = args.at(-1) as (code: number, ...values: readonly unknown[]) => void;
      const highestCode = countsBytes(operation) ? (args[3] as number) : 0;
      return handler(...args.slice(0, -1), (code: unknown, ...values: readonly unknown[]) => {
        if (isInteger(code) && code >= lowestCode && code <= highestCode) {
          reply(code, ...values);
          return;
        }
        log.error({ operation, code: String(code) }, 'operation answered with a code that is none');
        reply(-posixErrno.EIO);
      });
    }),
};

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

/** The fourth argument of these is the length that was asked for, and their code is how much of it was done. */
function countsBytes(operation: string): boolean {
  return operation === 'read' || operation === 'write';
}
