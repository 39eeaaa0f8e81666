import type { FileEntry } from '../entry/entry.ts';
import type { ResumableUploads } from '../provider/resumable-uploads.ts';
import type { WriteRequest } from '../provider/write.ts';
import { contentSize, sliceContent } from './content-slice.ts';

export interface ParallelUploadOptions {
  /** Most bytes per chunk. */
  readonly chunkSize: number;
  /** How many chunks are under way at a time. */
  readonly parallel: number;
  readonly onProgress: ((sentBytes: number) => void) | undefined;
}

/** Stores a file in a parallel session. The first chunk that fails ends the others. */
export async function uploadInParallel(
  uploads: ResumableUploads,
  { content, ...commit }: WriteRequest,
  { chunkSize, parallel, onProgress }: ParallelUploadOptions,
): Promise<FileEntry> {
  const { path, signal } = commit;
  const { chunkMultiple } = uploads.limits;
  const length = Math.max(chunkMultiple, chunkSize - (chunkSize % chunkMultiple));
  const size = contentSize(content);
  const session = await uploads.start({ path, size, order: 'parallel', signal });
  const failure = new AbortController();
  const anySignal =
    signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  let arrived = 0;

  async function append(offset: number): Promise<void> {
    const end = Math.min(offset + length, size);
    const chunk = sliceContent(content, offset, end);
    const close = end === size;
    await uploads.append({ session: { ...session, offset }, chunk, close, signal: anySignal });
    arrived += end - offset;
    onProgress?.(arrived);
  }

  // The chunk that ends the file is sent by itself, after all others.
  const last = Math.floor((size - 1) / length) * length;
  let next = 0;
  async function work(): Promise<void> {
    while (next < last && !failure.signal.aborted) {
      const offset = next;
      next += length;
      try {
        await append(offset);
      } catch (error) {
        failure.abort(error);
        throw error;
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: parallel }, work));
    await append(last);
    return await uploads.finish({ ...commit, session: { ...session, offset: size } });
  } catch (error) {
    await uploads.abandon({ session }).catch(() => undefined);
    throw error;
  }
}
