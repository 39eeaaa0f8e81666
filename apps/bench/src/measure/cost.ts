import type { RequestCounters } from '@mooring/dropbox-emulator';
import { idleRoute } from './at-rest.ts';

/** What the server was asked. */
export interface Cost {
  /** Without the long waits for changes. */
  readonly requests: number;
  /** Bytes of answers. */
  readonly down: number;
  /** Bytes of requests. */
  readonly up: number;
}

export function costOf(counters: RequestCounters): Cost {
  const { total } = counters;
  const idle = counters.of(idleRoute);
  return {
    requests: total.requests - idle.requests,
    down: total.sent - idle.sent,
    up: total.received - idle.received,
  };
}
