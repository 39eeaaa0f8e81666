import { isStorageError } from '../error/is-storage-error.ts';
import { withDetails } from '../error/with-details.ts';
import { guard } from '../guard/guard.ts';
import { intercept } from '../layer/intercept.ts';
import type { Layered, StorageLayer } from '../layer/storage-layer.ts';
import { withLayers } from '../layer/with-layers.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { StoragePath } from '../path/storage-path.ts';
import { toStoragePath } from '../path/to-storage-path.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import { type MapPath, mapResultPaths } from './map-result-paths.ts';
import { rebase } from './rebase.ts';

/**
 * Shows one folder of a store as if it were all of it: paths go in and come out as seen from there, and nothing outside
 * can be named. The folder must exist. Cursors and sessions belong to the folder that they were made in.
 */
export function under(folder: StoragePath): StorageLayer {
  const { inwards, outwards } = rebase(toStoragePath(folder));
  const chroot = intercept(async ({ operation, request }, next) => {
    try {
      const result = await next({ ...request, ...mapRequest(request, inwards) });
      return mapResultPaths(operation, result, outwards);
    } catch (error) {
      const path = isStorageError(error) ? error.details.path : undefined;
      if (!isStorageError(error) || path === undefined) throw error;
      throw withDetails(error, { path: outwards(path as StoragePath) });
    }
  });
  // The guard keeps the new root from being moved or removed: inside it is a folder like any other.
  return <P extends StorageProvider>(provider: P): Layered<P> =>
    withLayers(provider, guard(), chroot);
}

function mapRequest({ path, from, to, requests }: AnyRequest, map: MapPath): AnyRequest {
  return {
    ...(path === undefined ? {} : { path: map(path) }),
    ...(from === undefined ? {} : { from: map(from) }),
    ...(to === undefined ? {} : { to: map(to) }),
    ...(requests === undefined
      ? {}
      : { requests: requests.map((request) => ({ ...request, ...mapRequest(request, map) })) }),
  };
}
