import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ContentFolder } from './content-folder.ts';

/** Up to this size bytes are kept in the database, where a small file costs no file of its own. */
export const maxInlineSize: number = 64 * 1024;

const pieceSize = 1024 * 1024;

/** Where the bytes of a spool are: at first in memory, in a file once they are many. */
export type SpoolState =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly file: string };

const emptyState: SpoolState = { kind: 'inline', bytes: new Uint8Array() };

/** Bytes on their way to become content. They may arrive in several writes, at any offset, and at the same time. */
export class Spool {
  readonly #folder: ContentFolder;
  #state: SpoolState;
  /** Up to here the file may hold bytes of a write that failed. Beyond, all is zero. */
  #touched: number;

  constructor(folder: ContentFolder, state: SpoolState = emptyState) {
    this.#folder = folder;
    this.#state = state;
    this.#touched = state.kind === 'file' ? Number.POSITIVE_INFINITY : 0;
  }

  get state(): SpoolState {
    return this.#state;
  }

  /** Takes all that the source gives. `onBytes` sees each piece on its way. Returns how many bytes came. */
  async write(
    offset: number,
    source: AsyncIterable<Uint8Array>,
    onBytes: (bytes: Uint8Array) => void,
  ): Promise<number> {
    const early: Uint8Array[] = [];
    let length = 0;
    let file: FileHandle | undefined;
    try {
      for await (const bytes of source) {
        onBytes(bytes);
        if (file === undefined && offset + length + bytes.length > maxInlineSize) {
          file = await this.#openFile();
          await this.#writeTo(file, offset, Buffer.concat(early));
        }
        if (file === undefined) early.push(bytes);
        else await this.#writeTo(file, offset + length, bytes);
        length += bytes.length;
      }
      if (file !== undefined) await extend(file, offset + length);
      else await this.#writeInline(offset, Buffer.concat(early));
      return length;
    } finally {
      await file?.close();
    }
  }

  /** The bytes from `start` up to `end`. */
  async read(start: number, end: number): Promise<Uint8Array> {
    if (this.#state.kind === 'inline') return this.#state.bytes.subarray(start, end);
    const file = await open(this.#folder.pathOf(this.#state.file), 'r');
    try {
      const bytes = Buffer.alloc(end - start);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** The bytes from `start` up to `end`, piece by piece. */
  async *stream(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let offset = start; offset < end; offset += pieceSize) {
      yield await this.read(offset, Math.min(offset + pieceSize, end));
    }
  }

  /** Forgets the bytes. */
  discard(): void {
    if (this.#state.kind === 'file') this.#folder.remove(this.#state.file);
    this.#state = emptyState;
  }

  async #writeInline(offset: number, bytes: Uint8Array): Promise<void> {
    if (this.#state.kind === 'file') {
      if (bytes.length === 0) return;
      const file = await this.#openFile();
      try {
        await this.#writeTo(file, offset, bytes);
        await extend(file, offset + bytes.length);
      } finally {
        await file.close();
      }
    } else {
      const kept = this.#state.bytes.subarray(0, offset);
      this.#state = { kind: 'inline', bytes: Buffer.concat([kept, bytes]) };
    }
  }

  /** Opens the file, and moves what was in memory there first. */
  async #openFile(): Promise<FileHandle> {
    if (this.#state.kind === 'file') {
      return open(this.#folder.pathOf(this.#state.file), constants.O_RDWR | constants.O_CREAT);
    }
    const { bytes } = this.#state;
    const name = this.#folder.newFile();
    this.#state = { kind: 'file', file: name };
    const file = await open(this.#folder.pathOf(name), constants.O_RDWR | constants.O_CREAT);
    await this.#writeTo(file, 0, bytes);
    return file;
  }

  async #writeTo(file: FileHandle, offset: number, bytes: Uint8Array): Promise<void> {
    // Zeros beyond all that was written need no room: the file is sparse there.
    const isUntouched = offset >= this.#touched;
    if (!(isUntouched && isZero(bytes))) await writeAll(file, offset, bytes);
    this.#touched = Math.max(this.#touched, offset + bytes.length);
  }
}

/** Makes a file reach as far as what was written to it, where that ends with zeros that were left out. */
async function extend(file: FileHandle, end: number): Promise<void> {
  const { size } = await file.stat();
  // Another write may have made it longer by now, so it is not cut to its size.
  if (size < end) await writeAll(file, end - 1, zeros.subarray(0, 1));
}

async function writeAll(file: FileHandle, offset: number, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const left = bytes.length - written;
    const { bytesWritten } = await file.write(bytes, written, left, offset + written);
    written += bytesWritten;
  }
}

const zeros = Buffer.alloc(64 * 1024);

function isZero(bytes: Uint8Array): boolean {
  for (let offset = 0; offset < bytes.length; offset += zeros.length) {
    const piece = bytes.subarray(offset, offset + zeros.length);
    if (!zeros.subarray(0, piece.length).equals(piece)) return false;
  }
  return true;
}
