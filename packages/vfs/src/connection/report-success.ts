import { intercept, type StorageLayer } from '@mooring/core';

/** A layer that tells of each answer of the store: the line is up, whatever failed before. */
export function reportSuccess(succeeded: () => void): StorageLayer {
  return intercept(async (call, next) => {
    const result = await next(call.request);
    succeeded();
    return result;
  });
}
