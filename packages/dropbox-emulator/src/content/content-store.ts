import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Database } from '../database/database.ts';
import type { FileState } from '../tree/entry.ts';
import { contentHash } from './block-hasher.ts';
import type { ContentFolder } from './content-folder.ts';
import { GeneratedBytes } from './generated-bytes.ts';
import { maxInlineSize, Spool, type SpoolState } from './spool.ts';

/** The bytes of a file. Files with the same bytes share one. */
export interface Content {
  readonly id: number;
  readonly size: number;
  /** Dropbox's content hash, in hex. */
  readonly hash: string;
}

/** What the state of a file tells of its content. */
export function contentState({
  id,
  size,
  hash,
}: Content): Pick<FileState, 'content' | 'size' | 'contentHash'> {
  return { content: id, size, contentHash: hash };
}

interface ContentRow {
  readonly size: number;
  readonly bytes: Uint8Array | null;
  readonly file: string | null;
  readonly seed: number | null;
}

const tables = `
  CREATE TABLE IF NOT EXISTS content (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    -- Exactly one of these says where the bytes are.
    bytes BLOB,
    file TEXT,
    seed INTEGER
  );`;

export class ContentStore {
  readonly #database: Database;
  readonly #folder: ContentFolder;

  constructor(database: Database, folder: ContentFolder) {
    this.#database = database;
    this.#folder = folder;
    database.execute(tables);
  }

  /** A place for bytes that arrive, perhaps one that was filled in part before a restart. */
  openSpool(state?: SpoolState): Spool {
    return new Spool(this.#folder, state);
  }

  /** Makes content of the first `size` bytes that have arrived, which have this hash. The spool is used up. */
  adopt(spool: Spool, size: number, hash: string): Content {
    const known = this.#find(hash);
    if (known !== undefined) {
      spool.discard();
      return known;
    }
    const { state } = spool;
    return state.kind === 'inline'
      ? this.#insert(hash, size, { bytes: state.bytes.subarray(0, size) })
      : this.#insert(hash, size, { file: state.file });
  }

  /** Content that is at hand. For what may be large there are spools. */
  async store(bytes: Uint8Array): Promise<Content> {
    const hash = contentHash(bytes);
    if (bytes.length <= maxInlineSize) {
      return this.#find(hash) ?? this.#insert(hash, bytes.length, { bytes });
    }
    const spool = this.openSpool();
    await spool.write(0, Readable.from([bytes]), () => undefined);
    return this.adopt(spool, bytes.length, hash);
  }

  /** Content of any size that follows from a seed and takes no room. */
  generate(size: number, seed: number): Content {
    const hash = new GeneratedBytes(seed).hash(size);
    return this.#find(hash) ?? this.#insert(hash, size, { seed });
  }

  /** The bytes from `start` up to `end`. */
  read(id: number, start: number, end: number): Readable {
    const row = this.#row(id);
    if (start >= end) return Readable.from([]);
    if (row.bytes !== null) return Readable.from([Buffer.from(row.bytes).subarray(start, end)]);
    if (row.file !== null) {
      return createReadStream(this.#folder.pathOf(row.file), { start, end: end - 1 });
    }
    return Readable.from(new GeneratedBytes(row.seed ?? 0).read(start, end));
  }

  /** Drops content that no revision needs any more. */
  remove(id: number): void {
    const { file } = this.#row(id);
    this.#database.run('DELETE FROM content WHERE id = ?', id);
    if (file !== null) this.#folder.remove(file);
  }

  /** Deletes the files of spools that were under way when the last process ended, except those named. */
  sweep(keep: ReadonlySet<string>): void {
    for (const file of this.#folder.list()) {
      const isContent =
        this.#database.get('SELECT 1 FROM content WHERE file = ?', file) !== undefined;
      if (!isContent && !keep.has(file)) this.#folder.remove(file);
    }
  }

  close(): void {
    this.#folder.close();
  }

  #find(hash: string): Content | undefined {
    const sql = 'SELECT id, size FROM content WHERE hash = ?';
    const row = this.#database.get<{ id: number; size: number }>(sql, Buffer.from(hash, 'hex'));
    return row === undefined ? undefined : { id: row.id, size: row.size, hash };
  }

  #insert(hash: string, size: number, place: Partial<Omit<ContentRow, 'size'>>): Content {
    const id = this.#database.run(
      'INSERT INTO content (hash, size, bytes, file, seed) VALUES (?, ?, ?, ?, ?)',
      Buffer.from(hash, 'hex'),
      size,
      place.bytes ?? null,
      place.file ?? null,
      place.seed ?? null,
    );
    return { id, size, hash };
  }

  #row(id: number): ContentRow {
    const sql = 'SELECT size, bytes, file, seed FROM content WHERE id = ?';
    const row = this.#database.get<ContentRow>(sql, id);
    if (row === undefined) throw new Error(`There is no content ${id}.`);
    return row;
  }
}
