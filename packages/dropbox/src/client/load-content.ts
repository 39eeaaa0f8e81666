import type { Content } from '@mooring/core';
import { contentBytes, contentChunks } from './content-bytes.ts';
import type { RequestBody } from './request-body.ts';

/** Up to this size a file is read once and kept, in bytes; above it is read twice, to hash and to send. */
const keptSize = 16 * 1024 * 1024;

/** A content in the form in which it can be hashed and sent. */
export async function loadContent(content: Content): Promise<Uint8Array | RequestBody> {
  if (!(content instanceof Blob)) return content;
  if (content.size <= keptSize) return contentBytes(content);
  return { byteLength: content.size, open: () => contentChunks(content) };
}
