import type { FileEntry } from '@mooring/core';
import type { ContentStore } from '../content/content-store.ts';
import { dropped } from '../fault/dropped.ts';
import type { MemoryFault } from '../fault/memory-fault.ts';

const chunkSize = 64 * 1024;

/** A stream over a part of a content. Nothing is read before somebody asks for it. */
export function contentBody(
  contents: ContentStore,
  { contentHash }: FileEntry & { readonly contentHash: string },
  { start, end }: { readonly start: number; readonly end: number },
  signal: AbortSignal | undefined,
  fault: MemoryFault | undefined,
): ReadableStream<Uint8Array> {
  let position = start;
  const breakAt =
    fault?.kind === 'broken-body' ? start + fault.afterBytes : Number.POSITIVE_INFINITY;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (signal?.aborted) controller.error(signal.reason);
        else if (position >= breakAt) controller.error(dropped('the connection broke', 'read'));
        else if (position >= end) controller.close();
        else {
          const chunk = contents.read(
            contentHash,
            position,
            Math.min(position + chunkSize, end, breakAt),
          );
          position += chunk.byteLength;
          controller.enqueue(chunk);
        }
      },
    },
    { highWaterMark: 0 },
  );
}
