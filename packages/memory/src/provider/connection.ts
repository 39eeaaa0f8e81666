import {
  type OperationName,
  operations,
  StorageError,
  type StorageRequest,
  sleep,
} from '@mooring/core';
import { dropped } from '../fault/dropped.ts';
import { FaultQueue } from '../fault/fault-queue.ts';
import type { MemoryFault } from '../fault/memory-fault.ts';
import type { StoreState } from '../state/store-state.ts';

/** The way of one client to the store: what can go wrong between the two goes wrong here. */
export class Connection {
  readonly faults: FaultQueue = new FaultQueue();
  readonly #state: StoreState;
  /** Aborted while the client is offline, so that calls under way fail too. */
  #line = new AbortController();

  constructor(state: StoreState) {
    this.#state = state;
  }

  goOffline(): void {
    this.#line.abort(dropped('the network is down'));
  }

  goOnline(): void {
    if (this.#line.signal.aborted) this.#line = new AbortController();
  }

  /** The signal of a request, aborted too when the client goes offline. */
  cover(signal: AbortSignal | undefined): AbortSignal {
    const line = this.#line.signal;
    return signal === undefined ? line : AbortSignal.any([signal, line]);
  }

  /**
   * Carries one call to the store. `apply` does all its work at once, without waiting for anything, so that no call ever
   * sees another half done.
   */
  async call<Value>(
    operation: OperationName,
    { signal }: StorageRequest,
    apply: (fault: MemoryFault | undefined) => Value | Promise<Value>,
  ): Promise<Value> {
    signal?.throwIfAborted();
    this.#line.signal.throwIfAborted();
    const fault = this.faults.take(operation);
    const { mutates } = operations[operation];
    switch (fault?.kind) {
      case 'slow':
        await sleep(fault.delayMs, this.cover(signal), this.#state.settings.clock);
        break;
      case 'rate-limited':
        throw new StorageError('rate-limited', 'too many requests', {
          details: { provider: 'memory', operation, retryAfterMs: fault.retryAfterMs },
        });
      case 'dropped-before':
        throw dropped('the connection broke', operation, mutates);
    }
    const value = await apply(fault);
    if (fault?.kind === 'dropped-after') {
      throw dropped('the connection broke before the answer came', operation, mutates);
    }
    return value;
  }
}
