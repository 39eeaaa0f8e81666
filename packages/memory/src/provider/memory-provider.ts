import type { Capability, StorageProviderWith } from '@mooring/core';
import type { MemoryFault } from '../fault/memory-fault.ts';

/** One client of a memory store: a provider with every capability, and a network that fails on demand. */
export interface MemoryProvider extends StorageProviderWith<Capability> {
  /** Makes the next call fail that the fault can hit. Several faults hit several calls, in order. */
  failNext(fault: MemoryFault): void;
  /** Calls fail with `unavailable` from now on, and so do those that wait. */
  goOffline(): void;
  goOnline(): void;
}
