import { isStorageError } from '../error/is-storage-error.ts';
import { withDetails } from '../error/with-details.ts';
import { sendChecked } from '../guard/send-checked.ts';
import { intercept } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { StoragePath } from '../path/storage-path.ts';
import { toStoragePath } from '../path/to-storage-path.ts';
import { type MapPath, mapResultPaths } from './map-result-paths.ts';
import { rebase } from './rebase.ts';

/**
 * Shows one folder of a store as if it were all of it: paths go in and come out as seen from there, and nothing outside
 * can be named. The folder must exist. Cursors and sessions belong to the folder that they were made in.
 */
export function under(folder: StoragePath): StorageLayer {
  const { inwards, outwards } = rebase(toStoragePath(folder));
  // What is wrong is refused here: the new root, for one, is a folder like any other inside.
  return intercept((call, next) =>
    sendChecked(call, (request) =>
      next(mapRequest(request, inwards)).then(
        (result) => mapResultPaths(call.operation, result, outwards),
        (error: unknown) => {
          throw mapError(error, outwards);
        },
      ),
    ),
  );
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
