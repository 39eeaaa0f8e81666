import { isStorageError } from '../error/is-storage-error.ts';
import { StorageError } from '../error/storage-error.ts';
import { withDetails } from '../error/with-details.ts';
import { intercept, type OperationCall } from '../layer/intercept.ts';
import type { Invoke } from '../layer/rebuild.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { OperationName, OperationResult } from '../operation/operation-name.ts';
import type { Outcome } from '../provider/batch.ts';
import { findRequestProblem } from './find-request-problem.ts';

/**
 * What every provider owes its callers, in one place: paths are canonical, new names are such as the store can hold,
 * counts are counts; a call with an aborted signal does nothing; what fails is a StorageError that names the operation,
 * or the signal's own reason. Providers put it around themselves, so nothing inside has to check again.
 */
export function guard(): StorageLayer {
  return intercept((call, next) => {
    const { provider, operation, request } = call;
    request.signal?.throwIfAborted();
    const problem = findRequestProblem(provider, operation, request);
    if (problem !== undefined) throw problem;
    const result = isBatch(request) ? guardBatch(call, request, next) : next(request);
    return result.then(undefined, (error: unknown) => {
      throw request.signal?.aborted ? request.signal.reason : explain(error, call);
    });
  });
}

function isBatch(request: AnyRequest): request is BatchOfAny {
  return request.requests !== undefined;
}

interface BatchOfAny extends AnyRequest {
  readonly requests: readonly AnyRequest[];
}

/** A wrong request in a batch fails alone: the store gets the others. */
async function guardBatch<Name extends OperationName>(
  { provider, operation }: OperationCall<Name>,
  batch: BatchOfAny,
  next: Invoke<Name>,
): Promise<OperationResult<Name>> {
  const problems = batch.requests.map((request) =>
    findRequestProblem(provider, operation, request),
  );
  const requests = batch.requests.filter((_, index) => problems[index] === undefined);
  // Operations that take `requests` are those of the batch, and all of them answer with outcomes.
  const invoke = next as unknown as (request: BatchOfAny) => Promise<readonly Outcome<unknown>[]>;
  const outcomes = requests.length === 0 ? [] : [...(await invoke({ ...batch, requests }))];
  return problems.map((error) =>
    error === undefined ? outcomes.shift() : { status: 'failed', error },
  ) as OperationResult<Name>;
}

/** The error as a StorageError that says which operation of which provider failed. */
function explain(error: unknown, { provider, operation, mutates }: OperationCall): StorageError {
  if (isStorageError(error)) {
    if (error.details.operation !== undefined && error.details.provider !== undefined) return error;
    return withDetails(error, { provider: provider.id, operation, ...error.details });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new StorageError('internal', `${operation} failed in an unforeseen way: ${text}`, {
    mayHaveApplied: mutates,
    details: { provider: provider.id, operation },
    cause: error,
  });
}
