import { StorageError } from '../error/storage-error.ts';
import { intercept } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';

/** Refuses every operation that can change the store, with `read-only`. */
export function readOnly(): StorageLayer {
  return intercept(
    ({ provider, operation }) => {
      const text = `${operation} is refused: the store is opened read-only`;
      const details = { provider: provider.id, operation };
      throw new StorageError('read-only', text, { details });
    },
    { only: (_, mutates) => mutates },
  );
}
