import type { OperationCall } from '../layer/intercept.ts';
import type { Invoke } from '../layer/rebuild.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { OperationName, OperationResult } from '../operation/operation-name.ts';
import type { Outcome } from '../provider/batch.ts';
import { findRequestProblem } from './find-request-problem.ts';

/**
 * Sends a request that is not wrong in itself, and was not aborted before. A wrong request in a batch fails alone: the
 * store gets the others.
 *
 * @throws StorageError, at once or later
 */
export function sendChecked<Name extends OperationName>(
  { provider, operation, request }: OperationCall<Name>,
  next: Invoke<Name>,
): Promise<OperationResult<Name>> {
  request.signal?.throwIfAborted();
  const problem = findRequestProblem(provider, operation, request);
  if (problem !== undefined) throw problem;
  if (!isBatch(request)) return next(request);
  const problems = request.requests.map((one) => findRequestProblem(provider, operation, one));
  // Operations that take `requests` are those of the batch, and all of them answer with outcomes.
  return sendBatch(request, problems, next as unknown as SendBatch) as unknown as Promise<
    OperationResult<Name>
  >;
}

interface BatchOfAny extends AnyRequest {
  readonly requests: readonly AnyRequest[];
}

type SendBatch = (request: BatchOfAny) => Promise<readonly Outcome<unknown>[]>;

function isBatch(request: AnyRequest): request is BatchOfAny {
  return request.requests !== undefined;
}

async function sendBatch(
  batch: BatchOfAny,
  problems: readonly ReturnType<typeof findRequestProblem>[],
  next: SendBatch,
): Promise<readonly (Outcome<unknown> | undefined)[]> {
  const requests = batch.requests.filter((_, index) => problems[index] === undefined);
  const outcomes = requests.length === 0 ? [] : await next({ ...batch, requests });
  if (outcomes.length !== requests.length) {
    throw new Error(`${outcomes.length} outcomes came for ${requests.length} requests`);
  }
  const rest = outcomes.values();
  return problems.map((error) =>
    error === undefined ? rest.next().value : { status: 'failed', error },
  );
}
