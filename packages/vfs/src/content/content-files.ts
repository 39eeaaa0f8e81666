/** The bytes of one content. Offsets and sizes in bytes. What was never written reads as zeros. */
export interface ContentFile {
  /** Fewer bytes than asked only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(offset: number, data: Uint8Array): Promise<void>;
  truncate(size: number): Promise<void>;
  stat(): Promise<{ readonly size: number; readonly mtime: number }>;
  /** What was written survives a crash of the machine once this resolves. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Whether the store has the bytes too, so that they may be thrown away, or only we have them. The two lie apart, since
 * people and programs feel free to empty a cache.
 */
export type Keeping = 'cached' | 'kept';

/** Room on a disk, in bytes. */
export interface Space {
  readonly free: number;
  readonly total: number;
}

/** Where contents lie. An argument of the engine, so that a simulation can lose power without a disk. */
export interface ContentFiles {
  /** Opens a content, and makes an empty one where there is none. */
  open(id: number, keeping: Keeping): Promise<ContentFile>;
  /** Moves a content, open or not. A content that is already there stays. */
  keep(id: number, keeping: Keeping): Promise<void>;
  remove(id: number): Promise<void>;
  /** Of the disk that such contents lie on. */
  space(keeping: Keeping): Space;
  /** All that lies there, for finding what nothing refers to any more. */
  list(): Promise<readonly number[]>;
}
