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
export function observe(sink?: (event: OperationEvent) => void): StorageLayer {
  return intercept((call, next) => {
    if (sink === undefined && !operationChannel.hasSubscribers) return next(call.request);
    const observation = new Observation(call, sink);
    return next(call.request).then(
      (result) => {
        observation.answered();
        if (call.operation !== 'read') {
          observation.report('done');
          return result;
        }
        // The one operation with a body is `read`, whatever the type parameter may be.
        const { entry, body } = result as ReadResult;
        return { entry, body: observation.watch(body) } as typeof result;
      },
      (error: unknown) => {
        observation.answered();
        observation.reportFailure(error);
        throw error;
      },
    );
  });
}

/** What is known of one call so far. */
class Observation {
  readonly #call: OperationCall;
  readonly #sink: ((event: OperationEvent) => void) | undefined;
  readonly #startedAt = Date.now();
  readonly #start = performance.now();
  #durationMs = 0;
  #receivedBytes = 0;

  constructor(call: OperationCall, sink: ((event: OperationEvent) => void) | undefined) {
    this.#call = call;
    this.#sink = sink;
  }

  answered(): void {
    this.#durationMs = performance.now() - this.#start;
  }

  watch(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    return watchBody(body, {
      onChunk: (length) => {
        this.#receivedBytes += length;
      },
      onEnd: (end) => {
        if (end.kind === 'broken') this.reportFailure(end.error);
        // Whoever has seen enough of a body cancels it. That is no failure.
        else this.report('done');
      },
    });
  }

  reportFailure(error: unknown): void {
    this.report(this.#call.request.signal?.aborted ? 'aborted' : 'failed', error);
  }

  report(outcome: OperationEvent['outcome'], error?: unknown): void {
    const { provider, operation, request } = this.#call;
    const { path, from, to }: AnyRequest = request;
    const event: { -readonly [Key in keyof OperationEvent]: OperationEvent[Key] } = {
      provider: provider.id,
      operation,
      startedAt: this.#startedAt,
      durationMs: this.#durationMs,
      sentBytes: sentBytes(request),
      receivedBytes: this.#receivedBytes,
      outcome,
    };
    const at = path ?? from;
    if (at !== undefined) event.path = at;
    if (to !== undefined) event.to = to;
    if (error !== undefined) event.error = error;
    publish(this.#sink, event);
  }
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
