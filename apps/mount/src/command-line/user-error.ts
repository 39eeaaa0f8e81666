import type { ExitReason } from './exit-code.ts';

/** A failure that its message explains in full: one line for people. Shown without a stack trace. */
export class UserError extends Error {
  override readonly name: 'UserError' = 'UserError';
  readonly reason: ExitReason;

  constructor(reason: ExitReason, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}
