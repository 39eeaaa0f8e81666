import type { FileEntry, Outcome, PathRequest, StorageRequest } from '@mooring/core';

/** What Dropbox can do with a file and the storage interface has no word for. */
export interface DropboxExtras {
  /** A link that anybody can download the file by, for some hours. */
  temporaryLink(request: PathRequest): Promise<TemporaryLink>;
  /**
   * A small picture of an image: jpg, png, tiff, gif, webp, ppm or bmp of at most 20 MiB.
   *
   * @throws StorageError `unsupported` when the file is no such image
   */
  thumbnail(request: ThumbnailRequest): Promise<Uint8Array>;
  /** Many of them for the price of a few requests; one may fail alone. */
  thumbnails(request: ThumbnailsRequest): Promise<readonly Outcome<Uint8Array>[]>;
}

export interface TemporaryLink {
  readonly url: string;
  /** When the link ends at the latest, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly entry: FileEntry;
}

export interface ThumbnailOptions {
  /** Width and height in pixels. `64x64` unless told. */
  readonly size?: ThumbnailSize | undefined;
  /** `jpeg` unless told. */
  readonly format?: 'jpeg' | 'png' | 'webp' | undefined;
  /**
   * How an image of another shape fits the size: `strict` inside of it, `bestfit` around it, `fitone_bestfit` filling one
   * side of it, `original` as it is. `strict` unless told.
   */
  readonly mode?: 'strict' | 'bestfit' | 'fitone_bestfit' | 'original' | undefined;
}

export interface ThumbnailRequest extends PathRequest, ThumbnailOptions {}

export interface ThumbnailsRequest extends StorageRequest {
  readonly requests: readonly Omit<ThumbnailRequest, 'signal'>[];
}

/** The sizes that the service makes. */
export type ThumbnailSize =
  | '32x32'
  | '64x64'
  | '128x128'
  | '256x256'
  | '480x320'
  | '640x480'
  | '960x640'
  | '1024x768'
  | '2048x1536';
