import type { ContentFile, ContentFiles, Keeping } from '../../src/content/content-files.ts';

/** Contents in memory. A snapshot is what the disk of a machine holds when its process is killed. */
export class MemoryContentFiles implements ContentFiles {
  readonly #files: Map<number, { bytes: Uint8Array }>;

  constructor(files: Map<number, { bytes: Uint8Array }> = new Map()) {
    this.#files = files;
  }

  snapshot(): MemoryContentFiles {
    const copy = new Map([...this.#files].map(([id, { bytes }]) => [id, { bytes: bytes.slice() }]));
    return new MemoryContentFiles(copy);
  }

  async open(id: number, _keeping: Keeping): Promise<ContentFile> {
    const file = this.#files.get(id) ?? { bytes: new Uint8Array() };
    this.#files.set(id, file);
    return {
      read: async (offset, length) => file.bytes.slice(offset, offset + length),
      write: async (offset, data) => {
        const size = Math.max(file.bytes.length, offset + data.length);
        const bytes = new Uint8Array(size);
        bytes.set(file.bytes);
        bytes.set(data, offset);
        file.bytes = bytes;
      },
      truncate: async (size) => {
        const bytes = new Uint8Array(size);
        bytes.set(file.bytes.subarray(0, size));
        file.bytes = bytes;
      },
      stat: async () => ({ size: file.bytes.length, mtime: 0 }),
      sync: async () => {},
      close: async () => {},
    };
  }

  async keep(): Promise<void> {}

  async remove(id: number): Promise<void> {
    this.#files.delete(id);
  }

  space() {
    return { free: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY };
  }

  async list(): Promise<readonly number[]> {
    return [...this.#files.keys()];
  }
}
