import { channel } from 'node:diagnostics_channel';
import { watchBody } from '../body/watch-body.ts';
import { intercept, type OperationCall } from '../layer/intercept.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import type { AnyRequest } from '../operation/any-request.ts';
import { sentBytes } from '../operation/sent-bytes.ts';
import type { ReadResult } from '../provider/read.ts';
import { operationChannelName } from './operation-channel.ts';
import type { OperationEvent } from './operation-event.ts';

const operationChannel = channel(operationChannelName);

/**
 * Tells of every call: to the sink, and to whoever listens on the diagnostics channel. A read is told of when its body
 * is over, so that its bytes are known. A sink that throws does not disturb the call; its error is reported as uncaught.
 */
export function observe(sink?: Sink): StorageLayer {
  return intercept((call, next) => {
    if (sink === undefined && !operationChannel.hasSubscribers) return next(call.request);
    const startedAt = Date.now();
    const start = performance.now();
    return next(call.request).then(
      (result) => {
        const event = newEvent(call, startedAt, performance.now() - start);
        if (call.operation !== 'read') {
          publish(event, sink);
          return result;
        }
        // The one operation with a body is `read`, whatever the type parameter may be.
        const { entry, body } = result as ReadResult;
        return { entry, body: watch(body, call, event, sink) } as typeof result;
      },
      (error: unknown) => {
        const event = newEvent(call, startedAt, performance.now() - start);
        publish(Object.assign(event, failure(error, call)), sink);
        throw error;
      },
    );
  });
}

type Sink = (event: OperationEvent) => void;

type MutableEvent = { -readonly [Key in keyof OperationEvent]: OperationEvent[Key] };

function newEvent(
  { provider, operation, request }: OperationCall,
  startedAt: number,
  durationMs: number,
): MutableEvent {
  const { path, from, to }: AnyRequest = request;
  const event: MutableEvent = {
    provider: provider.id,
    operation,
    startedAt,
    durationMs,
    sentBytes: sentBytes(request),
    receivedBytes: 0,
    outcome: 'done',
  };
  const at = path ?? from;
  if (at !== undefined) event.path = at;
  if (to !== undefined) event.to = to;
  return event;
}

function failure(
  error: unknown,
  { request }: OperationCall,
): Pick<OperationEvent, 'outcome' | 'error'> {
  return { outcome: request.signal?.aborted ? 'aborted' : 'failed', error };
}

/** The body, which publishes the event when it is over. */
function watch(
  body: ReadableStream<Uint8Array>,
  call: OperationCall,
  event: MutableEvent,
  sink: Sink | undefined,
): ReadableStream<Uint8Array> {
  return watchBody(body, {
    onChunk: (length) => {
      event.receivedBytes += length;
    },
    onEnd: (end) => {
      // Whoever has seen enough of a body cancels it. That is no failure.
      if (end.kind === 'broken') Object.assign(event, failure(end.error, call));
      publish(event, sink);
    },
  });
}

function publish(event: OperationEvent, sink: Sink | undefined): void {
  operationChannel.publish(event);
  try {
    sink?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
