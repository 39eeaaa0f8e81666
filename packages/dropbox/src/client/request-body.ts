import { Readable } from 'node:stream';
import type { Content } from '@mooring/core';
import { contentChunks } from './content-bytes.ts';

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
      for (const content of contents) yield* contentChunks(content);
    },
  };
}

export function contentLength(content: Content): number {
  return content instanceof Blob ? content.size : content.byteLength;
}

/**
 * Longer bodies go out slice by slice, in bytes. Each slice that the line takes shows that it is alive, while a large body
 * that is handed over as a whole looks dead until it has gone out.
 */
const sliceSize = 256 * 1024;

/** The form that undici sends. */
export function toWireBody(
  body: string | Uint8Array | RequestBody | null | undefined,
): string | Uint8Array | Readable | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  if (!(body instanceof Uint8Array)) return Readable.from(body.open(), { objectMode: false });
  return body.byteLength <= sliceSize ? body : Readable.from(slices(body), { objectMode: false });
}

function* slices(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.byteLength; start += sliceSize) {
    yield bytes.subarray(start, start + sliceSize);
  }
}
