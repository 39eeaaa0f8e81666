import { Volume } from 'memfs';
import { BlockHasher } from './block-hasher.ts';

/** Contents of files by their hash, and parts of contents still on their way, all on one memfs volume. */
export class ContentStore {
  readonly #volume = new Volume();
  readonly #sizes = new Map<string, number>();

  constructor() {
    this.#volume.mkdirSync('/contents');
    this.#volume.mkdirSync('/parts');
  }

  /** Keeps a copy of the bytes, and returns their hash. */
  add(bytes: Uint8Array): string {
    const hash = new BlockHasher().update(bytes).digest();
    if (!this.#sizes.has(hash)) {
      this.#volume.writeFileSync(`/contents/${hash}`, bytes);
      this.#sizes.set(hash, bytes.byteLength);
    }
    return hash;
  }

  /** A copy of the bytes between two offsets; fewer where the content ends before. */
  read(hash: string, start: number, end: number): Uint8Array<ArrayBuffer> {
    const size = this.#sizes.get(hash);
    if (size === undefined) throw new Error(`no content has the hash ${hash}`);
    return this.#readFile(`/contents/${hash}`, start, Math.min(end, size));
  }

  createPart(id: string): void {
    this.#volume.writeFileSync(`/parts/${id}`, '');
  }

  writePart(id: string, offset: number, bytes: Uint8Array): void {
    const file = this.#volume.openSync(`/parts/${id}`, 'r+');
    this.#volume.writeSync(file, bytes, 0, bytes.byteLength, offset);
    this.#volume.closeSync(file);
  }

  readPart(id: string, start: number, end: number): Uint8Array<ArrayBuffer> {
    return this.#readFile(`/parts/${id}`, start, end);
  }

  removePart(id: string): void {
    this.#volume.unlinkSync(`/parts/${id}`);
  }

  #readFile(path: string, start: number, end: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(Math.max(0, end - start));
    const file = this.#volume.openSync(path, 'r');
    const length = this.#volume.readSync(file, bytes, 0, bytes.byteLength, start);
    this.#volume.closeSync(file);
    return bytes.subarray(0, length);
  }
}
