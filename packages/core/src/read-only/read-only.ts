import { StorageError } from '../error/storage-error.ts';
import { intercept } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';

/** Refuses every operation that can change the store, with `read-only`. */
export function readOnly(): StorageLayer {
  return intercept(({ provider, operation, request, mutates }, next) => {
    if (!mutates) return next(request);
    throw new StorageError('read-only', `${operation} is refused: the store is opened read-only`, {
      details: { provider: provider.id, operation },
    });
  });
}
