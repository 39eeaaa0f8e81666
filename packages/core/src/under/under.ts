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
  const chroot = intercept(({ operation, request }, next) =>
    next(mapRequest(request, inwards)).then(
      (result) => mapResultPaths(operation, result, outwards),
      (error: unknown) => {
        throw mapError(error, outwards);
      },
    ),
  );
  // The guard keeps the new root from being moved or removed: inside it is a folder like any other.
  return <P extends StorageProvider>(provider: P): Layered<P> =>
    withLayers(provider, guard(), chroot);
}

/** The same request with its paths mapped, and with those of the requests in it. */
function mapRequest<Request extends AnyRequest>(request: Request, map: MapPath): Request {
  const mapped: Mutable<AnyRequest> = { ...request };
  if (request.path !== undefined) mapped.path = map(request.path);
  if (request.from !== undefined) mapped.from = map(request.from);
  if (request.to !== undefined) mapped.to = map(request.to);
  if (request.requests !== undefined) {
    mapped.requests = request.requests.map((one) => mapRequest(one, map));
  }
  return mapped as Request;
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

function mapError(error: unknown, map: MapPath): unknown {
  if (!isStorageError(error) || error.details.path === undefined) return error;
  return withDetails(error, { path: map(error.details.path as StoragePath) });
}
