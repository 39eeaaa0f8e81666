import type { FileEntry } from '../entry/entry.ts';
import { StorageError } from '../error/storage-error.ts';
import type { ResumableUploads, UploadSession } from '../provider/resumable-uploads.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import type { WriteRequest } from '../provider/write.ts';
import { contentSize, sliceContent } from './content-slice.ts';
import { uploadInParallel } from './upload-in-parallel.ts';

export interface UploadRequest extends WriteRequest {
  /** Bytes per request of a session. A provider's limits bound it. 8 MiB unless told. */
  readonly chunkSize?: number | undefined;
  /** How many chunks are under way at a time. 1 unless told. */
  readonly parallel?: number | undefined;
  /** Told the number of bytes that have arrived, after each request. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
}

const defaultChunkSize = 8 * 1024 * 1024;

/**
 * Stores a file of any size: in one write where a chunk and a request hold it or the provider knows no sessions, else
 * chunk by chunk. Whoever wants to go on after a crash keeps the session, and uses `provider.uploads` directly.
 */
export async function upload(
  provider: Pick<StorageProvider, 'write' | 'uploads'>,
  request: UploadRequest,
): Promise<FileEntry> {
  const { chunkSize = defaultChunkSize, parallel = 1, onProgress, ...write } = request;
  const { uploads } = provider;
  for (const [name, count] of Object.entries({ chunkSize, parallel })) {
    if (count >= 1) continue;
    throw new StorageError('invalid-request', `${name} is ${count}, and must be at least 1`);
  }
  const size = contentSize(request.content);
  if (uploads === undefined || size <= Math.min(chunkSize, uploads.limits.maxWriteSize)) {
    const entry = await provider.write(write);
    onProgress?.(size);
    return entry;
  }
  const largest = Math.floor(Math.min(chunkSize, uploads.limits.maxChunkSize));
  return parallel > 1
    ? uploadInParallel(uploads, write, { chunkSize: largest, parallel, onProgress })
    : uploadInOrder(uploads, write, largest, onProgress);
}

async function uploadInOrder(
  uploads: ResumableUploads,
  { content, ...commit }: WriteRequest,
  chunkSize: number,
  onProgress: UploadRequest['onProgress'],
): Promise<FileEntry> {
  const { path, signal } = commit;
  const size = contentSize(content);
  let session: UploadSession = await uploads.start({ path, size, signal });
  try {
    while (session.offset < size) {
      const end = Math.min(session.offset + chunkSize, size);
      const chunk = sliceContent(content, session.offset, end);
      session = await uploads.append({ session, chunk, close: end === size, signal });
      if (session.offset !== end) {
        const text = `the session stands at ${session.offset} after a chunk that ends at ${end}`;
        throw new StorageError('internal', text);
      }
      onProgress?.(end);
    }
    return await uploads.finish({ ...commit, session });
  } catch (error) {
    // The caller learns why the upload failed; a session that cannot be dropped either expires by itself.
    await uploads.abandon({ session }).catch(() => undefined);
    throw error;
  }
}
