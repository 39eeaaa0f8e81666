import {
  intercept,
  isStorageError,
  type OperationCall,
  StorageError,
  type StorageErrorCode,
  type StorageErrorOptions,
  type StorageLayer,
  withDetails,
} from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** Mistakes in what errors say. */
export const errorMutants: readonly Mutant[] = [
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
  {
    mistake: 'errors lose their cause',
    caughtBy: 'errors',
    layer: saying(({ retryable, mayHaveApplied, details }) => ({
      retryable,
      mayHaveApplied,
      details,
      cause: undefined,
    })),
  },
  {
    mistake: 'a lost connection is not to be tried again',
    caughtBy: 'errors',
    layer: saying(({ code }) => (code === 'unavailable' ? { retryable: false } : {})),
  },
  {
    mistake: 'a look that got lost may have changed something',
    caughtBy: 'errors',
    layer: saying(({ code }, { mutates }) =>
      code === 'unavailable' && !mutates ? { mayHaveApplied: true } : {},
    ),
  },
  {
    mistake: 'the lost answer to a removal passes for a request that never arrived',
    caughtBy: 'errors',
    layer: saying((_, { operation }) => (operation === 'remove' ? { mayHaveApplied: false } : {})),
  },
  {
    mistake: 'errors of facets leave out the name of the facet',
    caughtBy: 'errors',
    layer: saying(({ details }, { operation }) => ({
      details: { ...details, operation: operation.split('.').at(-1) ?? '' },
    })),
  },
  ...(
    [
      ['conflict', 'write modes'],
      ['not-empty', 'remove'],
      ['too-large', 'uploads'],
      ['cursor-expired', 'change cursors'],
      ['session-expired', 'uploads'],
    ] as const
  ).map(([code, caughtBy]) => ({
    mistake: `${code} asks to be tried again`,
    caughtBy,
    layer: saying((error) => (error.code === code ? { retryable: true } : {})),
  })),
  {
    mistake: 'a refusal says that it may have been applied',
    caughtBy: 'write modes',
    layer: saying(({ code }) => {
      const refusals: readonly StorageErrorCode[] = ['conflict', 'already-exists'];
      return refusals.includes(code) ? { mayHaveApplied: true } : {};
    }),
  },
];

/** Errors that say something else than they should. */
function saying(
  change: (error: StorageError, call: OperationCall) => StorageErrorOptions,
): StorageLayer {
  return intercept((call, next) =>
    next(call.request).catch((error) => {
      if (!isStorageError(error)) throw error;
      const { code, message, retryable, mayHaveApplied, details, cause } = error;
      const truth = { retryable, mayHaveApplied, details, cause };
      throw new StorageError(code, message, { ...truth, ...change(error, call) });
    }),
  );
}
