import type { Content } from '../provider/write.ts';
import type { AnyRequest } from './any-request.ts';

/** How many bytes of content a request carries, those in a batch included. */
export function sentBytes({ content, chunk, requests }: AnyRequest): number {
  const own = contentSize(content) + contentSize(chunk);
  return requests === undefined
    ? own
    : requests.reduce((sum, request) => sum + sentBytes(request), own);
}

function contentSize(content: Content | undefined): number {
  if (content === undefined) return 0;
  return content instanceof Blob ? content.size : content.byteLength;
}
