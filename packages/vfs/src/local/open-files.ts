import type { Lease } from '../content/content-store.ts';
import { ReadAhead } from '../content/read-ahead.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import type { OpenOptions } from '../file-system/file-system.ts';
import type { HandleId } from '../file-system/handle-id.ts';
import type { NodeId } from '../file-system/node-id.ts';

/** A file that a program has open. It keeps the content that it opened, whatever happens to the node. */
export interface OpenFile {
  readonly handle: HandleId;
  readonly ino: NodeId;
  readonly lease: Lease;
  readonly access: OpenOptions['access'];
  readonly append: boolean;
  readonly readAhead: ReadAhead;
}

const largestHandle = 2 ** 31 - 1;

/** All files that programs have open. */
export class OpenFiles {
  readonly #files = new Map<HandleId, OpenFile>();
  readonly #users = new Map<NodeId, { readers: number; writers: number }>();
  #last = 0;

  add(ino: NodeId, lease: Lease, { access, append = false }: OpenOptions): OpenFile {
    const handle = this.#nextHandle();
    const file = { handle, ino, lease, access, append, readAhead: new ReadAhead() };
    this.#files.set(handle, file);
    const users = this.#users.get(ino) ?? { readers: 0, writers: 0 };
    users[access === 'read' ? 'readers' : 'writers']++;
    this.#users.set(ino, users);
    return file;
  }

  get(handle: HandleId): OpenFile {
    const file = this.#files.get(handle);
    if (file === undefined) throw new FileSystemError('EBADF', `no open file ${handle}`);
    return file;
  }

  remove(handle: HandleId): OpenFile {
    const file = this.get(handle);
    this.#files.delete(handle);
    const users = this.#users.get(file.ino);
    if (users !== undefined) {
      users[file.access === 'read' ? 'readers' : 'writers']--;
      if (users.readers + users.writers === 0) this.#users.delete(file.ino);
    }
    return file;
  }

  all(): readonly OpenFile[] {
    return [...this.#files.values()];
  }

  isOpen(ino: NodeId): boolean {
    return this.#users.has(ino);
  }

  isWritten(ino: NodeId): boolean {
    return (this.#users.get(ino)?.writers ?? 0) > 0;
  }

  #nextHandle(): HandleId {
    do this.#last = this.#last === largestHandle ? 1 : this.#last + 1;
    while (this.#files.has(this.#last as HandleId));
    return this.#last as HandleId;
  }
}
