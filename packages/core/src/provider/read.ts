import type { FileEntry } from '../entry/entry.ts';
import type { Revision } from '../entry/token.ts';
import type { PathRequest } from './storage-request.ts';

/** The signal cancels the body too, which then errors with the signal's reason. */
export interface ReadRequest extends PathRequest {
  /** First byte, 0 unless told. At or past the end of the file the body is empty. */
  readonly offset?: number | undefined;
  /** How many bytes at most; to the end of the file unless told. */
  readonly length?: number | undefined;
  /** Exactly this content, or `conflict`. */
  readonly revision?: Revision | undefined;
}

export interface ReadResult {
  /** The file that the bytes belong to; `size` is that of the whole file. */
  readonly entry: FileEntry;
  /**
   * The bytes. Cancelling it ends the transfer. It errors with a StorageError, and never ends early in silence:
   * a body that ends delivered all that was asked.
   */
  readonly body: ReadableStream<Uint8Array>;
}
