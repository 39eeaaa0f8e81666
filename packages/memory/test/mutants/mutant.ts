import type { StorageLayer } from '@mooring/core';

/** A provider with one mistake, which the suite must notice. */
export type Mutant = {
  readonly mistake: string;
  /** A subject of the suite in which at least one scenario must fail. */
  readonly caughtBy: string;
} & (
  | { readonly layer: StorageLayer }
  /** Of a mistake that the devices of one store make together: a layer for each store. */
  | { readonly newLayer: () => StorageLayer }
);

/** The layer that makes the mistake, for the devices of one store. */
export function layerOf(mutant: Mutant): StorageLayer {
  return 'layer' in mutant ? mutant.layer : mutant.newLayer();
}
