import type { FileSystem } from './file-system.ts';

/** A file or folder that cannot be sent as it stands. Its data is kept until somebody acts. */
export interface ParkedFile {
  readonly path: string;
  /** One line for people: why, and what would help. */
  readonly reason: string;
}

export interface FileSystemStatus {
  /**
   * - `listing`: the account is being read for the first time, or again.
   * - `offline`: the store does not answer, or does not let us in.
   * - `full`: the store answers, and there is no room for what is to be sent: in the account or, rarely, on the disk here.
   */
  readonly connection: 'listing' | 'online' | 'offline' | 'full';
  /** Why it is `offline` or `full`. */
  readonly problem?: string;
  readonly nodes: number;
  /** Files and folders whose local state the store does not have yet, parked ones not counted. */
  readonly pendingChanges: number;
  readonly pendingBytes: number;
  readonly parked: readonly ParkedFile[];
}

export interface DrainReport {
  /** What was still not uploaded when the time was up. It stays in the journal and goes out at the next start. */
  readonly pendingChanges: number;
  readonly pendingBytes: number;
}

/** A file system at work: it follows the store and uploads what was written, until it is closed. */
export interface LiveFileSystem extends FileSystem {
  status(): FileSystemStatus;
  /** Calls the listener after each change of the status, at most a few times a second. Returns the way to stop. */
  onStatus(listener: (status: FileSystemStatus) => void): () => void;
  /** Refuses further writes, uploads what is pending without delay, and resolves when all is sent or the time is up. */
  drain(options: { readonly timeoutMs: number }): Promise<DrainReport>;
  /** Stops all work and lets go of the database. What is pending stays in the journal. */
  close(): Promise<void>;
}
