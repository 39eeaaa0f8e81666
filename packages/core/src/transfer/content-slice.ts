import type { Content } from '../provider/write.ts';

export function contentSize(content: Content): number {
  return content instanceof Blob ? content.size : content.byteLength;
}

/** A part of a content, without a copy. */
export function sliceContent(content: Content, start: number, end: number): Content {
  return content instanceof Blob ? content.slice(start, end) : content.subarray(start, end);
}
