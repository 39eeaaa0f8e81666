import { type Clock, systemClock } from '@mooring/core';
import { Lane } from './lane.ts';

/**
 * How a call burdens the service.
 *
 * - `read`: metadata and downloads.
 * - `data`: bytes into an upload session. They take no lock.
 * - `commit`: changes names. The service takes one such call at a time in a namespace, and refuses the others.
 * - `wait`: a long poll, which stands by and counts for nothing.
 */
export type Burden =
  | { readonly kind: 'read' | 'data' | 'wait' }
  | {
      readonly kind: 'commit';
      readonly namespaces: readonly string[];
      /** The call is part of a larger piece of work that has its place already. */
      readonly held?: true;
    };

/** A refusal with 429, or with a conflict that says the same. */
export interface Refusal {
  /** `namespace`: another change holds the lock. `account`: too many requests altogether. */
  readonly scope: 'namespace' | 'account';
  readonly retryAfterMs: number | undefined;
}

/** How long changes stop after a refused call that has no lane of its own and names no time, in milliseconds. */
const pauseMs = 1000;

/**
 * Keeps the calls of one account within what the service likes. A refused change stops changes and no reads; a refused
 * read stops everything, since then the account as a whole has asked too much.
 */
export class Scheduler {
  readonly #clock: Clock;
  readonly #reads: Lane;
  readonly #data: Lane;
  readonly #commits = new Map<string, Lane>();
  readonly #queues = new Map<string, { readonly lane: Lane; users: number }>();
  #changesFrozenUntil = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    this.#reads = new Lane({ initial: 8, max: 24, clock });
    this.#data = new Lane({ initial: 4, max: 8, clock });
  }

  async run<Result>(
    burden: Burden,
    work: () => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const lanes = burden.kind === 'commit' && burden.held ? [] : this.#lanes(burden);
    const enter = lanes.reduceRight((inner, lane) => () => lane.run(inner, signal), work);
    return enter();
  }

  /** One piece of work after another of those that have the same name. */
  async alone<Result>(
    name: string,
    work: () => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const queue = this.#queues.get(name) ?? { lane: new Lane({ initial: 1, max: 1 }), users: 0 };
    this.#queues.set(name, queue);
    queue.users++;
    try {
      return await queue.lane.run(work, signal);
    } finally {
      queue.users--;
      if (queue.users === 0) this.#queues.delete(name);
    }
  }

  accepted(burden: Burden): void {
    for (const lane of this.#lanes(burden)) lane.widen();
  }

  refused(burden: Burden, { scope, retryAfterMs }: Refusal): void {
    const ends = this.#lanes(burden).map((lane) => lane.refuse(retryAfterMs));
    if (scope === 'namespace') return;
    const end = this.#clock.now() + (retryAfterMs ?? pauseMs);
    this.#freezeChanges(ends.length === 0 ? end : Math.max(...ends));
  }

  #freezeChanges(until: number): void {
    this.#changesFrozenUntil = Math.max(this.#changesFrozenUntil, until);
    this.#data.freezeUntil(until);
    for (const lane of this.#commits.values()) lane.freezeUntil(until);
  }

  /** In a fixed order, so that two calls that need the same two lanes cannot wait for each other. */
  #lanes(burden: Burden): readonly Lane[] {
    switch (burden.kind) {
      case 'read':
        return [this.#reads];
      case 'data':
        return [this.#data];
      case 'commit':
        return [...new Set(burden.namespaces)].sort().map((name) => this.#commitLane(name));
      case 'wait':
        return [];
    }
  }

  #commitLane(namespace: string): Lane {
    let lane = this.#commits.get(namespace);
    if (lane === undefined) {
      lane = new Lane({ initial: 1, max: 1, clock: this.#clock });
      lane.freezeUntil(this.#changesFrozenUntil);
      this.#commits.set(namespace, lane);
    }
    return lane;
  }
}
