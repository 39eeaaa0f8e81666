import { describe, expectTypeOf, it } from 'vitest';
import type { Outcome } from '../provider/batch.ts';
import type { ChangePage } from '../provider/change-feed.ts';
import type { ReadRequest, ReadResult } from '../provider/read.ts';
import type { AppendRequest, UploadSession } from '../provider/resumable-uploads.ts';
import type { AnyRequest } from './any-request.ts';
import type {
  FacetName,
  OperationName,
  OperationRequest,
  OperationResult,
} from './operation-name.ts';
import type { OperationTraits } from './operations.ts';

describe('the operation table', () => {
  it('has a row for every operation: a missing one does not compile', () => {
    type Table = { readonly [Name in OperationName]: OperationTraits<Name> };
    type WithoutPull = Omit<Table, 'changes.pull'>;
    expectTypeOf<WithoutPull>().not.toExtend<Table>();
    // @ts-expect-error: rows are missing
    const table: Table = { stat: { mutates: false, idempotent: true } };
    void table;
  });

  it('has no row for what is no operation', () => {
    expectTypeOf<'dispose'>().not.toExtend<OperationName>();
    expectTypeOf<'createHasher'>().not.toExtend<OperationName>();
    expectTypeOf<'traits'>().not.toExtend<OperationName>();
    expectTypeOf<'uploads.limits'>().not.toExtend<OperationName>();
  });

  it('is derived from the interface', () => {
    expectTypeOf<FacetName>().toEqualTypeOf<'changes' | 'uploads' | 'batch' | 'revisions'>();
    expectTypeOf<OperationRequest<'read'>>().toEqualTypeOf<ReadRequest>();
    expectTypeOf<OperationResult<'read'>>().toEqualTypeOf<ReadResult>();
    expectTypeOf<OperationRequest<'uploads.append'>>().toEqualTypeOf<AppendRequest>();
    expectTypeOf<OperationResult<'uploads.append'>>().toEqualTypeOf<UploadSession>();
    expectTypeOf<OperationResult<'changes.pull'>>().toEqualTypeOf<ChangePage>();
    type Outcomes = readonly Outcome<void>[];
    expectTypeOf<OperationResult<'batch.removeMany'>>().toEqualTypeOf<Outcomes>();
  });

  it('lets the idempotence of an operation depend on its own request', () => {
    type Idempotent = OperationTraits<'write'>['idempotent'];
    expectTypeOf<(request: OperationRequest<'write'>) => boolean>().toExtend<Idempotent>();
  });
});

describe('AnyRequest', () => {
  it('holds every request', () => {
    expectTypeOf<OperationRequest<OperationName>>().toExtend<AnyRequest>();
  });
});
