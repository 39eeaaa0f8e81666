import type { Readable } from 'node:stream';
import type { JsonValue } from '../json/json-value.ts';

/** The answer of a route whose result goes into a header, and whose body is bytes. */
export interface Download {
  readonly result: JsonValue;
  readonly content: DownloadContent;
}

export type DownloadContent =
  /** Of known size, so that a client may ask for a range. */
  | {
      readonly kind: 'file';
      readonly size: number;
      readonly etag: string;
      /** Opens the bytes from `start` up to `end`. */
      open(start: number, end: number): Readable;
    }
  /** Made beforehand, such as an image. */
  | { readonly kind: 'bytes'; readonly mediaType: string; readonly bytes: Uint8Array }
  /** Made while it is sent. */
  | { readonly kind: 'stream'; readonly mediaType: string; open(): Readable };
