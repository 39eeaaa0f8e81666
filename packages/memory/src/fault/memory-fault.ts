import type { OperationName } from '@mooring/core';

/** What goes wrong with the next call. */
export type MemoryFault = {
  /** Waits for a call of this operation and lets others pass. */
  readonly operation?: OperationName;
} & (
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  /** The connection breaks and the store never saw the request. The caller cannot know that. */
  | { readonly kind: 'dropped-before' }
  /** The store does what was asked, and the answer is lost. */
  | { readonly kind: 'dropped-after' }
  /** Every change cursor that was issued so far expires, at once. */
  | { readonly kind: 'cursor-expired' }
  /** The body of the next read breaks after some bytes. */
  | { readonly kind: 'broken-body'; readonly afterBytes: number }
  /** The call takes this much longer. */
  | { readonly kind: 'slow'; readonly delayMs: number }
);
