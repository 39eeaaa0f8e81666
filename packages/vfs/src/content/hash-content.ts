import type { ContentHasher } from '@mooring/core';
import type { Content } from './content.ts';

const stepBytes = 1024 * 1024;

/** The hash of a content that is all here; undefined where the provider has no hasher. */
export async function hashContent(
  content: Content,
  hasher: ContentHasher | undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (hasher === undefined) return undefined;
  for (let offset = 0; offset < content.size; offset += stepBytes) {
    signal?.throwIfAborted();
    hasher.update(await content.read(offset, stepBytes));
  }
  return hasher.digest();
}
