import type { FuseHandlers } from '../binding.ts';

/** Any of the handlers. Its last argument is always the reply. */
export type AnyHandler = (...args: readonly unknown[]) => unknown;

/** Puts the same thing around every handler. */
export function wrapHandlers(
  handlers: FuseHandlers,
  wrap: (handler: AnyHandler, operation: string) => AnyHandler,
): FuseHandlers {
  const wrapped = Object.entries(handlers).map(([operation, handler]) => [
    operation,
    wrap(handler as AnyHandler, operation),
  ]);
  return Object.fromEntries(wrapped) as FuseHandlers;
}
