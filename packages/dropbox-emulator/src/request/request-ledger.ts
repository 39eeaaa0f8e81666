/** Numbers of requests and bytes of their bodies. */
export interface RequestCount {
  readonly requests: number;
  /** Bytes of request bodies: what clients sent. */
  readonly received: number;
  /** Bytes of response bodies: what clients got. */
  readonly sent: number;
}

/** A request that is over. */
export interface RequestRecord {
  /** Such as `files/upload`, or a name of this server's own for what is no route. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  /** What was wrong with a call that was refused. */
  readonly error?: string | undefined;
  readonly received: number;
  readonly sent: number;
  /** Milliseconds since 1970 of the emulator's clock. */
  readonly startedAt: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly requestId: string;
}

/** Counts of all requests so far, by route. */
export interface RequestCounters {
  readonly total: RequestCount;
  /** By route, in the order in which they were first called. */
  readonly routes: Readonly<Record<string, RequestCount>>;
  /** Of one route, zero when it was never called. */
  of(route: string): RequestCount;
  /** Starts again from zero. */
  reset(): void;
  /** Tells of each request when it is over. Returns the way to stop. */
  onRequest(listener: (record: RequestRecord) => void): () => void;
}

const zero: RequestCount = { requests: 0, received: 0, sent: 0 };

export class RequestLedger implements RequestCounters {
  readonly #routes = new Map<string, RequestCount>();
  readonly #listeners = new Set<(record: RequestRecord) => void>();

  get total(): RequestCount {
    return Array.from(this.#routes.values()).reduce(add, zero);
  }

  get routes(): Readonly<Record<string, RequestCount>> {
    return Object.fromEntries(this.#routes);
  }

  of(route: string): RequestCount {
    return this.#routes.get(route) ?? zero;
  }

  reset(): void {
    this.#routes.clear();
  }

  onRequest(listener: (record: RequestRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  record(record: RequestRecord): void {
    const { route, received, sent } = record;
    this.#routes.set(route, add(this.of(route), { requests: 1, received, sent }));
    for (const listener of this.#listeners) listener(record);
  }
}

function add(a: RequestCount, b: RequestCount): RequestCount {
  return {
    requests: a.requests + b.requests,
    received: a.received + b.received,
    sent: a.sent + b.sent,
  };
}
