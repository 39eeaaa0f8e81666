import type { ReadRequest } from '../provider/read.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';

/** Reads a file, or a part of it, into memory. */
export async function readBytes(
  provider: Pick<StorageProvider, 'read'>,
  request: ReadRequest,
): Promise<Uint8Array> {
  const { body } = await provider.read(request);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return concatenate(chunks);
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
