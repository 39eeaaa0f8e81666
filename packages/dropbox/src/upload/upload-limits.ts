import type { UploadLimits } from '@mooring/core';
import { hashBlockSize } from '../hash/content-hasher.ts';

const mebibyte = 1024 * 1024;

/** Most bytes that the service takes in one request. */
export const maxRequestSize: number = 150 * mebibyte;

export const uploadLimits: UploadLimits & { readonly maxFileSize: number } = {
  maxWriteSize: maxRequestSize,
  // The largest multiple of a block that one request can hold.
  maxChunkSize: 148 * mebibyte,
  chunkMultiple: hashBlockSize,
  maxFileSize: 2 ** 41 - 2 ** 22,
};
