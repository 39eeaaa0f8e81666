import type { RequestBody } from '../client/request-body.ts';
import { createContentHasher } from './content-hasher.ts';

/** The content hash of bytes that are about to be sent. */
export async function hashContent(content: Uint8Array | RequestBody): Promise<string> {
  const hasher = createContentHasher();
  if (content instanceof Uint8Array) hasher.update(content);
  else for await (const chunk of content.open()) hasher.update(chunk);
  return hasher.digest();
}
