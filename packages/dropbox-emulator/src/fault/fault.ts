import type { RateLimitReason } from '../wire/call-refused.ts';
import type { Tagged } from '../wire/tagged.ts';

/** Something that goes wrong with one request. */
export type Fault =
  /** The connection is reset before the request is looked at. */
  | { readonly kind: 'reset' }
  /** Nothing comes back for so many milliseconds, or until the client gives up; then all goes on as usual. */
  | { readonly kind: 'stall'; readonly milliseconds?: number | undefined }
  /** The request is carried out, and the connection is reset instead of an answer. */
  | { readonly kind: 'lost-response' }
  /** An answer of the kind that the service's front end gives: no JSON, perhaps no body at all. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string | undefined;
      /** Seconds. */
      readonly retryAfter?: number | undefined;
    }
  | {
      readonly kind: 'rate-limit';
      readonly reason?: RateLimitReason | undefined;
      /** Seconds. One unless told. */
      readonly retryAfter?: number | undefined;
      /** The service has been seen to leave the JSON, and even the header, out. */
      readonly form?: 'json' | 'text' | 'empty' | undefined;
    }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'invalid-token' }
  /** A 409 that says that a cursor is no longer good. */
  | { readonly kind: 'reset-cursor' }
  /** A 403 that says what the account may not use. */
  | { readonly kind: 'access-error'; readonly error: Tagged }
  /** A 409 with any error of the route. */
  | { readonly kind: 'route-error'; readonly error: Tagged }
  /** The body of the answer stops after so many bytes, and the connection is closed. */
  | { readonly kind: 'truncated-body'; readonly afterBytes: number }
  /** The body of the answer pauses after so many bytes. */
  | {
      readonly kind: 'stalled-body';
      readonly afterBytes: number;
      readonly milliseconds?: number | undefined;
    }
  /** One bit of the body of the answer is wrong. */
  | { readonly kind: 'corrupt-body'; readonly atByte: number }
  /** Bytes follow the answer that do not belong to it. */
  | { readonly kind: 'surplus-body'; readonly bytes: number }
  /** What the request makes is not found by so many look-ups afterwards. */
  | { readonly kind: 'delayed-visibility'; readonly lookUps: number };

export type FaultKind = Fault['kind'];

/** A fault with the requests that it shall happen to. */
export interface FaultRule {
  /** Route or pattern, such as `files/upload` and `files/upload_session/*`. */
  readonly route: string;
  readonly fault: Fault;
  /** So many fitting requests go well first. */
  readonly skip?: number | undefined;
  /** So many then fail. One unless told. */
  readonly count?: number | undefined;
}
