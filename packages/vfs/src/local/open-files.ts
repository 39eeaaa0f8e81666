import type { Content } from '../content/content.ts';
import type { Lease } from '../content/lease.ts';
import { ReadAhead } from '../content/read-ahead.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import type { OpenOptions } from '../file-system/file-system.ts';
import type { HandleId } from '../file-system/handle-id.ts';
import type { NodeId } from '../file-system/node-id.ts';
import type { Node } from '../tree/node.ts';
import type { Place } from '../tree/view.ts';

/** A file that a program has open. It keeps the content that it opened, whatever happens to the node. */
export interface OpenFile {
  readonly handle: HandleId;
  /** The node that it is open on. Another one when what was opened had to be set aside. */
  ino: NodeId;
  /** Where the node was when it was opened; undefined for one that was removed already. */
  readonly place: Place | undefined;
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

  add({ ino, place }: Node, lease: Lease, options: OpenOptions): OpenFile {
    const { access, append = false } = options;
    const handle = this.#nextHandle();
    const file = { handle, ino, place, lease, access, append, readAhead: new ReadAhead() };
    this.#files.set(handle, file);
    this.#count(file, 1);
    return file;
  }

  /** All who have the content open have another node open from now on. */
  reassign(content: Content, ino: NodeId): void {
    for (const file of this.#files.values()) {
      if (file.lease.content !== content) continue;
      this.#count(file, -1);
      file.ino = ino;
      this.#count(file, 1);
    }
  }

  get(handle: HandleId): OpenFile {
    const file = this.#files.get(handle);
    if (file === undefined) throw new FileSystemError('EBADF', `no open file ${handle}`);
    return file;
  }

  remove(handle: HandleId): OpenFile {
    const file = this.get(handle);
    this.#files.delete(handle);
    this.#count(file, -1);
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

  #count({ ino, access }: OpenFile, difference: 1 | -1): void {
    const users = this.#users.get(ino) ?? { readers: 0, writers: 0 };
    users[access === 'read' ? 'readers' : 'writers'] += difference;
    if (users.readers + users.writers === 0) this.#users.delete(ino);
    else this.#users.set(ino, users);
  }

  #nextHandle(): HandleId {
    do this.#last = this.#last === largestHandle ? 1 : this.#last + 1;
    while (this.#files.has(this.#last as HandleId));
    return this.#last as HandleId;
  }
}
