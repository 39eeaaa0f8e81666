import { constants, statfsSync } from 'node:fs';
import {
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  unlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentFile, ContentFiles, Keeping, Space } from './content-files.ts';

/** Contents as sparse files: cached ones in one folder, those that only we have in another. */
export class DiskContentFiles implements ContentFiles {
  readonly #folders: Readonly<Record<Keeping, string>>;
  readonly #opened = new Map<number, DiskContentFile>();

  private constructor(folders: Readonly<Record<Keeping, string>>) {
    this.#folders = folders;
  }

  static async create(cacheFolder: string, stateFolder: string): Promise<DiskContentFiles> {
    const folders = { cached: join(cacheFolder, 'content'), kept: join(stateFolder, 'content') };
    for (const folder of Object.values(folders))
      await mkdir(folder, { recursive: true, mode: 0o700 });
    return new DiskContentFiles(folders);
  }

  async open(id: number, keeping: Keeping): Promise<ContentFile> {
    // A crash may have come between moving the file and noting it.
    await this.keep(id, keeping);
    const file = new DiskContentFile(
      await open(this.#path(id, keeping), readWriteOrCreate, 0o600),
      this.#folders[keeping],
      () => {
        if (this.#opened.get(id) === file) this.#opened.delete(id);
      },
    );
    this.#opened.set(id, file);
    return file;
  }

  async keep(id: number, keeping: Keeping): Promise<void> {
    const source = this.#path(id, keeping === 'kept' ? 'cached' : 'kept');
    const target = this.#path(id, keeping);
    try {
      await rename(source, target).catch((error: unknown) => {
        if (!isCode(error, 'EXDEV')) throw error;
        return this.#copy(id, source, target);
      });
    } catch (error) {
      // It lies where it belongs, or nowhere yet.
      if (!isCode(error, 'ENOENT')) throw error;
    }
  }

  async remove(id: number): Promise<void> {
    await Promise.all([
      rm(this.#path(id, 'cached'), { force: true }),
      rm(this.#path(id, 'kept'), { force: true }),
    ]);
  }

  space(keeping: Keeping): Space {
    const { bavail, blocks, bsize } = statfsSync(this.#folders[keeping]);
    return { free: bavail * bsize, total: blocks * bsize };
  }

  async list(): Promise<readonly number[]> {
    const names = await Promise.all(Object.values(this.#folders).map((folder) => readdir(folder)));
    return names.flat().map(Number).filter(Number.isSafeInteger);
  }

  /** Across file systems: the copy gets its name when it is whole, and an open file goes on with the copy. */
  async #copy(id: number, source: string, target: string): Promise<void> {
    const part = `${target}.part`;
    await copyFile(source, part);
    await rename(part, target);
    await this.#opened.get(id)?.replace(await open(target, 'r+'));
    await unlink(source);
  }

  #path(id: number, keeping: Keeping): string {
    return join(this.#folders[keeping], String(id));
  }
}

/** What `fs.open` has no letters for: keeps what is there, and makes the file where there is none. */
const readWriteOrCreate = constants.O_RDWR | constants.O_CREAT;

class DiskContentFile implements ContentFile {
  #handle: FileHandle;
  #named = false;
  readonly #folder: string;
  readonly #onClose: () => void;

  constructor(handle: FileHandle, folder: string, onClose: () => void) {
    this.#handle = handle;
    this.#folder = folder;
    this.#onClose = onClose;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(
        buffer,
        filled,
        length - filled,
        offset + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  async write(offset: number, data: Uint8Array): Promise<void> {
    let written = 0;
    while (written < data.byteLength) {
      const { bytesWritten } = await this.#handle.write(
        data,
        written,
        data.byteLength - written,
        offset + written,
      );
      written += bytesWritten;
    }
  }

  async truncate(size: number): Promise<void> {
    await this.#handle.truncate(size);
  }

  async stat(): Promise<{ readonly size: number; readonly mtime: number }> {
    const { size, mtimeMs } = await this.#handle.stat();
    return { size, mtime: Math.floor(mtimeMs) };
  }

  async sync(): Promise<void> {
    await this.#handle.datasync();
    // The name of a new file is safe only once its folder is, see fsync(2).
    if (!this.#named) await syncFolder(this.#folder);
    this.#named = true;
  }

  async close(): Promise<void> {
    this.#onClose();
    await this.#handle.close();
  }

  async replace(handle: FileHandle): Promise<void> {
    const old = this.#handle;
    this.#handle = handle;
    await old.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
