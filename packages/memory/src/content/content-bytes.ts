import type { Content } from '@mooring/core';

export async function contentBytes(content: Content): Promise<Uint8Array> {
  return content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
}

export function contentSize(content: Content): number {
  return content instanceof Blob ? content.size : content.byteLength;
}
