import { expectTypeOf, it } from 'vitest';
import { isStorageError } from './is-storage-error.ts';
import type { StorageError } from './storage-error.ts';

declare const caught: unknown;

it('narrows to the codes that were asked for', () => {
  if (isStorageError(caught)) expectTypeOf(caught).toExtend<StorageError>();
  if (isStorageError(caught, 'not-found', 'conflict')) {
    expectTypeOf(caught.code).toEqualTypeOf<'not-found' | 'conflict'>();
  }
  // @ts-expect-error: there is no such code
  isStorageError(caught, 'lost');
});
