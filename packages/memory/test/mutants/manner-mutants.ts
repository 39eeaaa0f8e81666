import { intercept, isStorageError, StorageError, withDetails } from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** Mistakes that touch every operation: cancellation and errors. */
export const mannerMutants: readonly Mutant[] = [
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
  {
    mistake: 'what the store asks for is forgotten: when to come back',
    caughtBy: 'errors',
    layer: intercept(({ request }, next) =>
      next(request).catch((error) => {
        if (!isStorageError(error, 'rate-limited')) throw error;
        throw new StorageError('rate-limited', error.message, { cause: error.cause });
      }),
    ),
  },
  {
    mistake: 'a lost answer passes for a request that never arrived',
    caughtBy: 'errors',
    layer: intercept(({ request }, next) =>
      next(request).catch((error) => {
        if (!isStorageError(error)) throw error;
        throw new StorageError(error.code, error.message, { ...error, mayHaveApplied: false });
      }),
    ),
  },
  {
    mistake: 'every error asks to be tried again',
    caughtBy: 'errors',
    layer: intercept(({ request }, next) =>
      next(request).catch((error) => {
        if (!isStorageError(error)) throw error;
        throw new StorageError(error.code, error.message, { ...error, retryable: true });
      }),
    ),
  },
  {
    mistake: 'errors name the wrong operation',
    caughtBy: 'errors',
    layer: intercept(({ request }, next) =>
      next(request).catch((error) => {
        throw isStorageError(error) ? withDetails(error, { operation: 'list' }) : error;
      }),
    ),
  },
  {
    mistake: 'not-found and unavailable are one',
    caughtBy: 'stat',
    layer: intercept(({ request }, next) =>
      next(request).catch((error) => {
        if (!isStorageError(error, 'not-found')) throw error;
        throw new StorageError('unavailable', error.message);
      }),
    ),
  },
];
