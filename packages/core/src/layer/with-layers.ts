import type { StorageProvider } from '../provider/storage-provider.ts';
import type { Layered, StorageLayer } from './storage-layer.ts';

/** The provider behind the layers. The first one listed sees each call first. */
export function withLayers<P extends StorageProvider>(
  provider: P,
  ...layers: readonly StorageLayer[]
): Layered<P> {
  return layers.reduceRight<Layered<P>>(
    (inner, layer) => layer(inner) as Layered<P>,
    provider as Layered<P>,
  );
}
