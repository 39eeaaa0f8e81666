import {
  type BatchOperations,
  type ChangeFeed,
  override,
  type ResumableUploads,
  type RevisionHistory,
  type StorageLayer,
} from '@mooring/core';

/** A layer that changes some operations of the feed, and leaves a provider without one alone. */
export function changeFeed(change: (inner: ChangeFeed) => Partial<ChangeFeed>): StorageLayer {
  return override(({ changes }) =>
    changes === undefined ? {} : { changes: { ...changes, ...change(changes) } },
  );
}

export function changeUploads(
  change: (inner: ResumableUploads) => Partial<ResumableUploads>,
): StorageLayer {
  return override(({ uploads }) =>
    uploads === undefined ? {} : { uploads: { ...uploads, ...change(uploads) } },
  );
}

export function changeBatch(
  change: (inner: BatchOperations) => Partial<BatchOperations>,
): StorageLayer {
  return override(({ batch }) =>
    batch === undefined ? {} : { batch: { ...batch, ...change(batch) } },
  );
}

export function changeHistory(
  change: (inner: RevisionHistory) => Partial<RevisionHistory>,
): StorageLayer {
  return override(({ revisions }) =>
    revisions === undefined ? {} : { revisions: { ...revisions, ...change(revisions) } },
  );
}
