import type { FileEntry, WriteRequest } from '@mooring/core';
import { contentBytes, contentSize } from '../content/content-bytes.ts';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { writeFile } from './write-file.ts';

/** One `write`: takes the content in whole, then puts it in its place in one step. */
export async function writeContent(state: StoreState, request: WriteRequest): Promise<FileEntry> {
  const { path, content, signal } = request;
  const { maxWriteSize } = state.settings.uploadLimits;
  if (contentSize(content) > maxWriteSize) {
    throw failure('too-large', `one write takes at most ${maxWriteSize} bytes`, path);
  }
  const bytes = await contentBytes(content);
  signal?.throwIfAborted();
  return writeFile(state, path, bytes, request);
}
