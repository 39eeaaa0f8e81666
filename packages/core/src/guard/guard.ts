import { watchBody } from '../body/watch-body.ts';
import { isStorageError } from '../error/is-storage-error.ts';
import { StorageError } from '../error/storage-error.ts';
import { withDetails } from '../error/with-details.ts';
import { intercept, type OperationCall } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { Outcome } from '../provider/batch.ts';
import type { ReadResult } from '../provider/read.ts';
import { sendChecked } from './send-checked.ts';

/**
 * What every provider owes its callers, in one place: paths are canonical, new names are such as the store can hold,
 * counts are counts; a call with an aborted signal does nothing; what fails is a StorageError that names the operation,
 * or the signal's own reason. Providers put it around themselves, so nothing inside has to check again.
 */
export function guard(): StorageLayer {
  return intercept((call, next) =>
    sendChecked(call, (request) => {
      const result = next(request);
      // What an operation answers with does not depend on the type parameter, which stands for any of them.
      if (call.operation === 'read') {
        return result.then((answer) => guardBody(answer as ReadResult, call) as typeof answer);
      }
      const { requests }: AnyRequest = request;
      if (requests === undefined) return result;
      return result.then((answer) => explainAll(answer as Outcomes, call) as typeof answer);
    }).then(undefined, (error: unknown) => {
      throw reasonOf(error, call);
    }),
  );
}

type Outcomes = readonly Outcome<unknown>[];

/** Bodies behind a guard, which need no other. */
const guardedBodies = new WeakSet<ReadableStream<Uint8Array>>();

/** What breaks a body is told as what fails a call. */
function guardBody({ entry, body }: ReadResult, call: OperationCall): ReadResult {
  if (guardedBodies.has(body)) return { entry, body };
  const guarded = watchBody(body, {
    wait: (chunk) =>
      chunk.catch((error: unknown) => {
        throw reasonOf(error, call);
      }),
  });
  guardedBodies.add(guarded);
  return { entry, body: guarded };
}

function explainAll(outcomes: Outcomes, call: OperationCall): Outcomes {
  return outcomes.map((outcome) =>
    outcome.status === 'done' ? outcome : { status: 'failed', error: explain(outcome.error, call) },
  );
}

/** Why a call failed, as its caller is to see it. */
function reasonOf(error: unknown, call: OperationCall): unknown {
  const { signal } = call.request;
  return signal?.aborted ? signal.reason : explain(error, call);
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
