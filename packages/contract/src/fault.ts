/**
 * What goes wrong with the next request of the provider under test.
 *
 * - `rate-limited`: the store refuses it, and asks to stay away for a time.
 * - `dropped-before`: the connection breaks and the store never acted.
 * - `dropped-after`: the store acts, and the answer is lost.
 * - `cursor-expired`: every change cursor issued so far expires.
 * - `broken-body`: the body of the next read breaks after some bytes.
 * - `slow`: the answer takes this much longer.
 */
export type Fault =
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  | { readonly kind: 'dropped-before' }
  | { readonly kind: 'dropped-after' }
  | { readonly kind: 'cursor-expired' }
  | { readonly kind: 'broken-body'; readonly afterBytes: number }
  | { readonly kind: 'slow'; readonly delayMs: number };
