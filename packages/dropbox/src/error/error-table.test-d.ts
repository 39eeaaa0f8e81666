import type { StorageErrorCode } from '@mooring/core';
import type { files } from 'dropbox';
import { describe, expectTypeOf, it } from 'vitest';
import type { ErrorTable } from './error-table.ts';
import type { relocationErrors } from './namespace-errors.ts';
import type { lookupErrors, replaceErrors } from './path-errors.ts';

type Lookup = ErrorTable<files.LookupError>;

describe('the table of a union', () => {
  it('has a code for each tag that the SDK knows: a missing one does not compile', () => {
    expectTypeOf<keyof Lookup>().toEqualTypeOf<files.LookupError['.tag']>();
    expectTypeOf<Omit<Lookup, 'locked'>>().not.toExtend<Lookup>();
    // @ts-expect-error: all tags but one are missing
    const table: Lookup = { not_found: 'not-found' };
    void table;
  });

  it('has no row for a tag that the SDK does not know', () => {
    expectTypeOf<'novelty'>().not.toExtend<keyof Lookup>();
  });

  it('has a table for a tag that holds a union, nested or as the reason of a struct', () => {
    expectTypeOf<Lookup['not_found']>().toEqualTypeOf<StorageErrorCode>();
    expectTypeOf<ErrorTable<files.GetMetadataError>['path']>().toEqualTypeOf<Lookup>();
    expectTypeOf<ErrorTable<files.UploadError>['path']>().toEqualTypeOf<
      ErrorTable<files.WriteError>
    >();
    expectTypeOf<ErrorTable<files.WriteError>['conflict']>().toEqualTypeOf<
      ErrorTable<files.WriteConflictError>
    >();
  });

  it('of the routes is one of these', () => {
    expectTypeOf<typeof lookupErrors>().toEqualTypeOf<Lookup>();
    expectTypeOf<typeof replaceErrors>().toEqualTypeOf<ErrorTable<files.WriteError>>();
    expectTypeOf<(typeof relocationErrors)['to']>().toEqualTypeOf<ErrorTable<files.WriteError>>();
  });
});
