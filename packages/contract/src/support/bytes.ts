export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}

export function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Bytes that look random, and are the same for the same seed. No two blocks of them are alike. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0 || 1;
  for (let index = 0; index < length; index++) {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state & 0xff;
  }
  return bytes;
}

/** A blob of any size that takes no memory to speak of. */
export function largeBlob(size: number): Blob {
  const mebibyte = new Blob([new Uint8Array(1024 * 1024)]);
  const count = Math.floor(size / mebibyte.size);
  return new Blob([...new Array(count).fill(mebibyte), mebibyte.slice(0, size % mebibyte.size)]);
}
