import type { FileHandle } from 'node:fs/promises';
import { StorageError } from '@mooring/core';

const chunkSize = 64 * 1024;

/** The bytes of an open file between two offsets. The file is closed when the body is over. */
export function fileBody(
  file: FileHandle,
  start: number,
  end: number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  let position = start;

  async function next(): Promise<Uint8Array | undefined> {
    signal?.throwIfAborted();
    if (position >= end) return undefined;
    const buffer = new Uint8Array(Math.min(chunkSize, end - position));
    const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, position);
    if (bytesRead === 0)
      throw new StorageError('unavailable', 'the file was cut while it was read');
    position += bytesRead;
    return buffer.subarray(0, bytesRead);
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = await next();
          if (chunk !== undefined) return controller.enqueue(chunk);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        await file.close();
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}
