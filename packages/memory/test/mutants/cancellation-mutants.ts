import { intercept, isStorageError, type OperationName, StorageError } from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** Mistakes in cancelling. */
export const cancellationMutants: readonly Mutant[] = [
  {
    mistake: 'a signal is ignored',
    caughtBy: 'cancellation',
    layer: intercept(({ request }, next) => next({ ...request, signal: undefined })),
  },
  {
    mistake: 'the reason of an abort is wrapped',
    caughtBy: 'cancellation',
    layer: intercept(({ request }, next) =>
      next(request).catch((error) => {
        if (isStorageError(error)) throw error;
        throw new StorageError('unavailable', 'aborted', { cause: error });
      }),
    ),
  },
  ...(
    [
      ['the account', ['account', 'quota']],
      ['the history', ['revisions.list', 'revisions.restore']],
      ['abandoning an upload', ['uploads.abandon']],
      ['moves and copies in batches', ['batch.moveMany', 'batch.copyMany']],
      ['new folders in batches', ['batch.createFolders']],
    ] as const
  ).map(([what, deaf]) => ({
    mistake: `a signal that is aborted is ignored by ${what}`,
    caughtBy: 'cancellation',
    layer: deafAt('always', deaf),
  })),
  ...(
    [
      ['a write', ['write']],
      ['a move or removal', ['move', 'remove']],
      ['the feed', ['changes.pull']],
      ['an upload', ['uploads.append', 'uploads.finish']],
      ['a batch', ['batch.removeMany']],
      ['a body', ['read']],
    ] as const
  ).map(([what, deaf]) => ({
    mistake: `an abort under way is ignored by ${what}`,
    caughtBy: 'cancellation',
    layer: deafAt('under way', deaf),
  })),
];

/** Operations that do not hear the signal, or not once they have begun. */
function deafAt(when: 'always' | 'under way', deaf: readonly OperationName[]) {
  return intercept(
    async ({ request }, next) => {
      if (when === 'under way') request.signal?.throwIfAborted();
      return next({ ...request, signal: undefined });
    },
    { only: (operation) => deaf.includes(operation) },
  );
}
