import type { FileEntry } from '../entry/entry.ts';
import type { PathRequest, StorageRequest } from './storage-request.ts';
import type { CommitOptions, Content } from './write.ts';

export interface UploadLimits {
  /** Largest content of one `write`, in bytes. */
  readonly maxWriteSize: number;
  /** Largest chunk of one `append`, in bytes. */
  readonly maxChunkSize: number;
  /** In a parallel session every chunk but the last has a multiple of this length, in bytes. */
  readonly chunkMultiple: number;
  /** Largest file, in bytes. */
  readonly maxFileSize?: number;
}

export interface StartUploadRequest extends PathRequest {
  /** Size of the whole file in bytes, where it is known. */
  readonly size?: number | undefined;
  /** `sequential` unless told: one chunk after another. `parallel`: chunks in any order, several at a time. */
  readonly order?: UploadSession['order'] | undefined;
}

/** An upload under way. Plain JSON: store it, and go on after a crash. */
export interface UploadSession {
  readonly id: string;
  readonly order: 'sequential' | 'parallel';
  /**
   * Where the next chunk goes, in bytes. For a parallel session the caller makes a copy of the value for
   * each chunk, with the offset of that chunk.
   */
  readonly offset: number;
  /** The provider's own notes. */
  readonly state?: unknown;
}

export interface AppendRequest extends StorageRequest {
  readonly session: UploadSession;
  readonly chunk: Content;
  /** No byte comes after this chunk. A parallel session needs it, on the chunk that ends the file, sent last. */
  readonly close?: boolean | undefined;
}

export interface FinishUploadRequest extends PathRequest, CommitOptions {
  /** Its `offset` is the size of the whole file. */
  readonly session: UploadSession;
}

/**
 * Uploads in several requests, for files larger than one request or than the patience of the network. The session is a
 * value and not an object with a connection, so any process can carry it on.
 */
export interface ResumableUploads {
  readonly limits: UploadLimits;
  start(request: StartUploadRequest): Promise<UploadSession>;
  /**
   * Adds a chunk and returns the session behind it. Sending the same chunk at the same offset again is safe, and
   * returns the same session.
   *
   * @throws StorageError `session-expired`; `invalid-request` when the offset is not where the store stands
   */
  append(request: AppendRequest): Promise<UploadSession>;
  /**
   * Makes a file of the session, as `write` would. A conflict leaves the session usable for another path or mode.
   *
   * @throws StorageError `session-expired`, which may also be the answer to a second try after the first had succeeded
   *   unheard; `invalid-request` when the offset is not the size of what has arrived, or when a parallel session has a
   *   hole or no end
   */
  finish(request: FinishUploadRequest): Promise<FileEntry>;
  /** Drops the session and what was sent. Dropping it twice is no mistake. */
  abandon(request: StorageRequest & { readonly session: UploadSession }): Promise<void>;
}
