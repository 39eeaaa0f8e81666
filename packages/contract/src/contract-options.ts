import type { Capability } from '@mooring/core';
import type { Fault } from './fault.ts';

export interface ContractOptions {
  /** What the provider promises. It must have these, and no others. */
  readonly capabilities: readonly Capability[];
  /**
   * Scenarios that the provider is known not to meet, by id, each with the reason. An exempt scenario runs all the
   * same, and fails once it passes; an id that the suite does not know fails too.
   */
  readonly exempt?: Readonly<Record<string, string>> | undefined;
  /** Kinds of faults that `failNext` can bring about. All of them unless told. */
  readonly faults?: readonly Fault['kind'][] | undefined;
  /** Most time for one scenario, in milliseconds. 10 s unless told; give a live store more. */
  readonly timeoutMs?: number | undefined;
}
