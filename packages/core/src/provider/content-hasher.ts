/** Computes a content hash in the form of `FileEntry.contentHash`. */
export interface ContentHasher {
  update(chunk: Uint8Array): this;
  /** Ends the computation; call it once. */
  digest(): string;
}
