/** Milliseconds, or anything between two. */
export type Latency = number | { readonly min: number; readonly max: number };

/** Bytes per second. No limit where it is left out. */
export interface Bandwidth {
  /** From clients. */
  readonly up?: number | undefined;
  /** To clients. */
  readonly down?: number | undefined;
}

export interface RateLimit {
  /** So many calls of one app in the name of one user are let through in each period, those that are refused included. */
  readonly requests: number;
  /** Seconds. */
  readonly period: number;
  /** Seconds that a refused client is told to wait. */
  readonly retryAfter: number;
}

export interface WriterLimit {
  /** So many writers may be in or wait for one namespace. */
  readonly maxWriters: number;
  /** How the others are refused: with a 429, or with the error of the route. */
  readonly refusal: 'rate-limit' | 'route-error';
}

/** What the network and the load on the service are like. */
export interface Conditions {
  /** Before each request is looked at. */
  readonly latency: Latency;
  /** More of it for some routes, by patterns such as `files/upload` and `files/upload_session/*`. */
  readonly routeLatency: Readonly<Record<string, Latency>>;
  readonly connectionBandwidth: Bandwidth;
  /** Of all connections together. */
  readonly totalBandwidth: Bandwidth;
  readonly rateLimit: RateLimit | undefined;
  readonly writerLimit: WriterLimit | undefined;
  /** How long a write holds the lock of its namespace at least, in milliseconds. */
  readonly writeDuration: number;
}

export const calm: Conditions = {
  latency: 0,
  routeLatency: {},
  connectionBandwidth: {},
  totalBandwidth: {},
  rateLimit: undefined,
  writerLimit: undefined,
  writeDuration: 0,
};

/** How long to wait this time. */
export function drawLatency(latency: Latency): number {
  if (typeof latency === 'number') return latency;
  return latency.min + Math.random() * (latency.max - latency.min);
}
