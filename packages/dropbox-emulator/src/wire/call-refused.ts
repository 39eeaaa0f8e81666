import type { Tagged } from './tagged.ts';

/** The two reasons that a rate limit can have. */
export type RateLimitReason = 'too_many_requests' | 'too_many_write_operations';

/** Everything that a call can be refused with, each with its own status and form. */
export type Refusal =
  /** 409: the route's own error. */
  | { readonly kind: 'route'; readonly error: Tagged }
  /** 400 as plain text, after `Error in call to API function "...": `. */
  | { readonly kind: 'malformed'; readonly text: string }
  /** 400 as plain text: no such function on this host. */
  | { readonly kind: 'unknown-function' }
  /** 400 as plain text, or in the compact style for uploads as JSON. */
  | { readonly kind: 'not-permitted'; readonly text: string }
  /** 401: something is wrong with the token. */
  | { readonly kind: 'unauthorized'; readonly error: Tagged }
  /** 403: the account may not use this. */
  | { readonly kind: 'forbidden'; readonly error: Tagged }
  /** 404 as a page: the service has no pages where its functions are. */
  | { readonly kind: 'wrong-method' }
  /** 422: the path root header names a root that cannot be used. */
  | { readonly kind: 'path-root'; readonly error: Tagged }
  | { readonly kind: 'rate-limit'; readonly reason: RateLimitReason; readonly retryAfter: number };

export class CallRefused extends Error {
  override readonly name: 'CallRefused' = 'CallRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

export function routeError(error: Tagged): CallRefused {
  return new CallRefused({ kind: 'route', error });
}

export function malformed(text: string): CallRefused {
  return new CallRefused({ kind: 'malformed', text });
}
