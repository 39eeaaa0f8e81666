import { Readable } from 'node:stream';
import type { Content } from '@mooring/core';

/** Bytes to send. Of a known length and able to start again, since a request may have to be repeated. */
export interface RequestBody {
  readonly byteLength: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** The bytes of several contents, one after another. */
export function joinContents(contents: readonly Content[]): RequestBody {
  return {
    byteLength: contents.reduce((sum, content) => sum + contentLength(content), 0),
    async *open() {
      for (const content of contents) {
        if (content instanceof Blob) yield* content.stream();
        else yield content;
      }
    },
  };
}

export function contentLength(content: Content): number {
  return content instanceof Blob ? content.size : content.byteLength;
}

/** The form that undici sends. */
export function toWireBody(body: unknown): string | Uint8Array | Readable | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return Readable.from((body as RequestBody).open(), { objectMode: false });
}
