import type { StorageLayer } from '@mooring/core';

/** A provider with one mistake, which the suite must notice. */
export interface Mutant {
  readonly mistake: string;
  /** A subject of the suite in which at least one scenario must fail. */
  readonly caughtBy: string;
  readonly layer: StorageLayer;
}
