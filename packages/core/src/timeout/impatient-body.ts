interface Patience {
  /** The chunk, or a rejection when it takes too long. */
  next<Value>(chunk: Promise<Value>): Promise<Value>;
  readonly onEnd: () => void;
}

/** The same bytes; each chunk that somebody asks for must come in time. */
export function impatientBody(
  body: ReadableStream<Uint8Array>,
  { next, onEnd }: Patience,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await next(reader.read());
          if (!done) {
            controller.enqueue(value);
            return;
          }
          onEnd();
          controller.close();
        } catch (error) {
          onEnd();
          throw error;
        }
      },
      cancel(reason) {
        onEnd();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
