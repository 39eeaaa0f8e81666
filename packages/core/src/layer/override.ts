import type { StorageProvider } from '../provider/storage-provider.ts';
import { rebuild } from './rebuild.ts';
import type { Layered, StorageLayer } from './storage-layer.ts';

/**
 * A layer that replaces some members, with their full types, and passes the rest on. A facet is replaced as a
 * whole: spread the inner one to keep the rest of it.
 */
export function override(
  members: (inner: StorageProvider) => Partial<StorageProvider>,
): StorageLayer {
  return <P extends StorageProvider>(provider: P): Layered<P> => {
    const inner = rebuild(provider, (_, invoke) => invoke);
    return { ...inner, ...members(inner) } as Layered<P>;
  };
}
