import type { FileEntry } from '../entry/entry.ts';
import type { ResumableUploads, UploadSession } from '../provider/resumable-uploads.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import type { Content, WriteRequest } from '../provider/write.ts';

export interface UploadRequest extends WriteRequest {
  /** Bytes per request of a session. A provider's limits bound it. 8 MiB unless told. */
  readonly chunkSize?: number | undefined;
  /** Told the number of bytes that have arrived, after each request. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined;
}

const defaultChunkSize = 8 * 1024 * 1024;

/**
 * Stores a file of any size: in one write where a chunk holds it or the provider knows no sessions, else chunk by
 * chunk. Whoever wants to go on after a crash keeps the session, and uses `provider.uploads` directly.
 */
export async function upload(
  provider: Pick<StorageProvider, 'write' | 'uploads'>,
  request: UploadRequest,
): Promise<FileEntry> {
  const { chunkSize = defaultChunkSize, onProgress, ...write } = request;
  const size = contentSize(request.content);
  if (provider.uploads === undefined || size <= chunkSize) {
    const entry = await provider.write(write);
    onProgress?.(size);
    return entry;
  }
  return uploadBySession(
    provider.uploads,
    write,
    Math.min(chunkSize, provider.uploads.limits.maxChunkSize),
    onProgress,
  );
}

async function uploadBySession(
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
      onProgress?.(session.offset);
    }
    return await uploads.finish({ ...commit, session });
  } catch (error) {
    // The caller learns why the upload failed; a session that cannot be dropped either expires by itself.
    await uploads.abandon({ session }).catch(() => undefined);
    throw error;
  }
}

function contentSize(content: Content): number {
  return content instanceof Blob ? content.size : content.byteLength;
}

function sliceContent(content: Content, start: number, end: number): Content {
  return content instanceof Blob ? content.slice(start, end) : content.subarray(start, end);
}
