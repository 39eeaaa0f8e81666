import { type Content, StorageError } from '@mooring/core';

/**
 * The bytes of a content, all at once.
 *
 * @throws StorageError `invalid-request` when they cannot be read, as of a file that has changed since it was opened
 */
export async function contentBytes(content: Content): Promise<Uint8Array> {
  if (!(content instanceof Blob)) return content;
  try {
    return await content.bytes();
  } catch (error) {
    throw unreadable(error);
  }
}

/** The bytes of a content, chunk by chunk. Fails as `contentBytes` does. */
export async function* contentChunks(
  content: Content,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (content instanceof Blob) yield* content.stream();
    else yield content;
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(cause: unknown): StorageError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StorageError('invalid-request', `the content cannot be read: ${reason}`, { cause });
}
