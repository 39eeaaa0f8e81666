export interface BodyWatch {
  /** Stands between the body and whoever waits for its next chunk, and may make the wait end early. */
  readonly wait?: <Value>(chunk: Promise<Value>) => Promise<Value>;
  readonly onChunk?: (length: number) => void;
  /** The body is over: read to its end, cancelled, or broken by the error. Called once. */
  readonly onEnd?: (end: BodyEnd) => void;
}

export type BodyEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'broken'; readonly error: unknown };

/** The same bytes, with somebody watching. Nothing is read ahead. */
export function watchBody(
  body: ReadableStream<Uint8Array>,
  { wait, onChunk, onEnd }: BodyWatch,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = reader.read();
          const { done, value } = await (wait === undefined ? next : wait(next));
          if (done) {
            onEnd?.({ kind: 'complete' });
            controller.close();
          } else {
            onChunk?.(value.byteLength);
            controller.enqueue(value);
          }
        } catch (error) {
          onEnd?.({ kind: 'broken', error });
          controller.error(error);
        }
      },
      cancel(reason) {
        onEnd?.({ kind: 'cancelled' });
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
