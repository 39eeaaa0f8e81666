import type { StorageProvider } from '@mooring/core';
import type { Fault } from './fault.ts';

/** A store as a scenario gets it: empty, and not shared with another scenario. */
export interface StorageUnderTest {
  /** The provider that is judged. Its root is an empty folder. */
  readonly provider: StorageProvider;
  /** A second client of the same store, with the same root: another device. */
  readonly outsider: StorageProvider;
  /** Makes the next request of `provider` go wrong. Without it, scenarios about such faults do not apply. */
  failNext?(fault: Fault): void | Promise<void>;
  /** Called after the scenario, however it ended. */
  close?(): Promise<void>;
}
