import { channel } from 'node:diagnostics_channel';
import { type BodyEnd, watchBody } from '../body/watch-body.ts';
import { intercept, type OperationCall } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import type { OperationName } from '../operation/operation-name.ts';
import { sentBytes } from '../operation/sent-bytes.ts';
import type { ReadResult } from '../provider/read.ts';
import { operationChannelName } from './operation-channel.ts';
import type { OperationEvent } from './operation-event.ts';

const operationChannel = channel(operationChannelName);

/**
 * Tells of every call: to the sink, and to whoever listens on the diagnostics channel. A read is told of when its body
 * is over, so that its bytes are known. A sink that throws does not disturb the call; its error is reported as uncaught.
 */
export function observe(sink?: (event: OperationEvent) => void): StorageLayer {
  return intercept(async (call, next) => {
    if (sink === undefined && !operationChannel.hasSubscribers) return next(call.request);
    const startedAt = Date.now();
    const start = performance.now();
    let durationMs = 0;
    let receivedBytes = 0;
    const report = (outcome: OperationEvent['outcome'], error?: unknown) => {
      const told = describe(call, { startedAt, durationMs, receivedBytes, outcome });
      publish(sink, error === undefined ? told : { ...told, error });
    };
    try {
      const result = await next(call.request);
      durationMs = performance.now() - start;
      if (call.operation !== 'read') {
        report('done');
        return result;
      }
      // The one operation with a body is `read`, whatever the type parameter may be.
      const { entry, body } = result as ReadResult;
      const watched = watchBody(body, {
        onChunk: (length) => {
          receivedBytes += length;
        },
        onEnd: (end) => report(...outcomeOfBody(end, call.request.signal)),
      });
      return { entry, body: watched } as typeof result;
    } catch (error) {
      durationMs = performance.now() - start;
      report(call.request.signal?.aborted ? 'aborted' : 'failed', error);
      throw error;
    }
  });
}

function describe(
  { provider, operation, request }: OperationCall,
  rest: Pick<OperationEvent, 'startedAt' | 'durationMs' | 'receivedBytes' | 'outcome'>,
): OperationEvent {
  const { path, from, to }: AnyRequest = request;
  const at = path ?? from;
  const name: OperationName = operation;
  return {
    provider: provider.id,
    operation: name,
    ...(at === undefined ? {} : { path: at }),
    ...(to === undefined ? {} : { to }),
    sentBytes: sentBytes(request),
    ...rest,
  };
}

function outcomeOfBody(
  end: BodyEnd,
  signal: AbortSignal | undefined,
): [outcome: OperationEvent['outcome'], error?: unknown] {
  // Whoever has seen enough of a body cancels it. That is no failure.
  if (end.kind !== 'broken') return ['done'];
  return [signal?.aborted ? 'aborted' : 'failed', end.error];
}

function publish(sink: ((event: OperationEvent) => void) | undefined, event: OperationEvent): void {
  operationChannel.publish(event);
  try {
    sink?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
