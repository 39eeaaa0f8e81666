import { contentSize } from '../transfer/content-slice.ts';
import type { AnyRequest } from './any-request.ts';

/** How many bytes of content a request carries, those in a batch included. */
export function sentBytes({ content, chunk, requests }: AnyRequest): number {
  let sum = 0;
  if (content !== undefined) sum += contentSize(content);
  if (chunk !== undefined) sum += contentSize(chunk);
  if (requests !== undefined) for (const request of requests) sum += sentBytes(request);
  return sum;
}
