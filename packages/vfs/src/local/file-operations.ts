import type { Lease } from '../content/lease.ts';
import { FileSystemError } from '../error/file-system-error.ts';
import { isDiskFull } from '../error/is-disk-full.ts';
import type { AttributeChange, OpenedFile, OpenOptions } from '../file-system/file-system.ts';
import type { HandleId } from '../file-system/handle-id.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { type Node, withViews } from '../tree/node.ts';
import type { Place } from '../tree/view.ts';
import { attributesOf } from './attributes-of.ts';
import type { LocalContext } from './local-context.ts';
import type { NameOperations } from './name-operations.ts';
import type { OpenFile } from './open-files.ts';
import { setAside } from './set-aside.ts';

/** Files up to this size are fetched whole at the first read: one request, and the next read finds all. */
const fetchedWhole = 1024 * 1024;

/** Operations on the content of files. Writes go to the local content and are acknowledged at once. */
export class FileOperations {
  readonly #context: LocalContext;
  readonly #names: NameOperations;

  constructor(context: LocalContext, names: NameOperations) {
    this.#context = context;
    this.#names = names;
  }

  async open(ino: NodeId, options: OpenOptions): Promise<HandleId> {
    const node = this.#file(ino);
    if (node.exportAs !== undefined) {
      // Its size is known after the export only, and a program that believes the size would copy nothing.
      throw new FileSystemError(
        'ENOTSUP',
        `a document of the store, to be had as ${node.exportAs}`,
      );
    }
    if (options.access !== 'read' || options.truncate === true) this.#requireWritable(node);
    const lease = await this.#lease(node);
    const file = this.#context.files.add(node, lease, options);
    if (options.truncate === true) await this.#truncate(lease, node.place, 0);
    return file.handle;
  }

  async create(
    parent: NodeId,
    name: string,
    mode: number,
    options: OpenOptions,
  ): Promise<OpenedFile> {
    const { contents, files } = this.#context;
    const node = await this.#names.make(parent, name, { kind: 'file', mode });
    const lease = await contents.open(node.ino, undefined, 0);
    const { handle } = files.add(node, lease, options);
    return { attributes: attributesOf(node, contents), handle };
  }

  async read(handle: HandleId, offset: number, length: number): Promise<Uint8Array> {
    const file = this.#context.files.get(handle);
    if (file.access === 'write') throw new FileSystemError('EBADF', 'not open for reading');
    const { content, downloader } = file.lease;
    const range = { start: offset, end: Math.min(offset + length, content.size) };
    if (content.missing(range).length > 0) {
      this.#readAhead(file, range);
      try {
        await downloader.fetch(range);
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        return this.#readThrough(file.lease, range);
      }
    } else if (!content.complete) {
      this.#readAhead(file, range);
    }
    return content.read(offset, length);
  }

  /** What is here from the disk, and what has no room on it from the store. */
  async #readThrough(
    { content, downloader }: Lease,
    range: { readonly start: number; readonly end: number },
  ): Promise<Uint8Array> {
    const gaps = content.missing(range);
    const result = new Uint8Array(range.end - range.start);
    result.set(await content.read(range.start, result.length));
    for (const gap of gaps) {
      result.set(await downloader.readThrough(gap), gap.start - range.start);
    }
    return result;
  }

  async write(handle: HandleId, offset: number, data: Uint8Array): Promise<number> {
    const file = this.#context.files.get(handle);
    if (file.access === 'read') throw new FileSystemError('EBADF', 'not open for writing');
    this.#context.requireWritable();
    await this.#context.contents.makeRoomFor(data.byteLength);
    await this.#beginEdit(file.lease, file.place);
    await this.#context.contents.write(file.lease.content, file.append ? 'end' : offset, data);
    return data.byteLength;
  }

  async flush(handle: HandleId): Promise<void> {
    this.#save(this.#context.files.get(handle).lease);
  }

  async fsync(handle: HandleId): Promise<void> {
    const { lease } = this.#context.files.get(handle);
    this.#save(lease);
    if (!lease.content.edited) return;
    await lease.content.sync();
    this.#context.syncDatabase();
  }

  async release(handle: HandleId): Promise<void> {
    const { files, contents, onChange } = this.#context;
    const { lease } = files.remove(handle);
    this.#save(lease);
    await contents.release(lease);
    onChange();
  }

  async setattr(ino: NodeId, change: AttributeChange, handle?: HandleId): Promise<void> {
    const { tree, environment } = this.#context;
    if (change.size !== undefined) await this.#resize(ino, change.size, handle);
    const { mode, mtime, atime } = change;
    if (mode === undefined && mtime === undefined && atime === undefined) return;
    this.#context.requireWritable();
    // A size that is ahead of the tree would take a later time with it.
    const content = this.#context.contents.editedInUse(ino);
    if (content !== undefined) this.#saveContent(content);
    const node = this.#names.node(ino);
    tree.save({
      ...node,
      mode: mode === undefined ? node.mode : mode & 0o777,
      mtime: mtime ?? node.mtime,
      atime: atime ?? node.atime,
      ctime: environment.now(),
    });
  }

  async #resize(ino: NodeId, size: number, handle: HandleId | undefined): Promise<void> {
    if (handle !== undefined) {
      const file = this.#context.files.get(handle);
      if (file.access === 'read') throw new FileSystemError('EINVAL', 'not open for writing');
      await this.#truncate(file.lease, file.place, size);
      return;
    }
    const node = this.#file(ino);
    this.#requireWritable(node);
    const lease = await this.#lease(node);
    try {
      await this.#truncate(lease, node.place, size);
      this.#save(lease);
    } finally {
      await this.#context.contents.release(lease);
      this.#context.onChange();
    }
  }

  async #truncate(lease: Lease, place: Place | undefined, size: number): Promise<void> {
    this.#context.requireWritable();
    await this.#beginEdit(lease, place);
    await this.#context.contents.truncate(lease.content, size);
  }

  /**
   * Makes the content the user's own, once. Whoever changes it must do so in the same turn in which this returns:
   * an upload that ends in between would take the change for sent.
   */
  async #beginEdit({ content }: Lease, place: Place | undefined): Promise<void> {
    const { tree, contents, environment } = this.#context;
    while (!content.edited) {
      const node = tree.get(content.ino);
      const current = node !== undefined && node.revision === content.base?.revision;
      if (!current && place !== undefined) setAside(this.#context, content, place);
      const edited = current ? node : tree.get(content.ino);
      if (edited === undefined) throw new FileSystemError('ESTALE', 'the file is gone');
      const changedAt = environment.now();
      tree.save({ ...withViews(edited), revision: undefined, changedAt, problem: undefined });
      await contents.edit(content);
    }
  }

  #readAhead(file: OpenFile, range: { readonly start: number; readonly end: number }): void {
    const { content, downloader } = file.lease;
    if (content.size <= fetchedWhole) {
      downloader.request({ start: 0, end: content.size });
      return;
    }
    const ahead = file.readAhead.next(range);
    const wanted = { start: ahead.start, end: Math.min(ahead.end, content.size) };
    const coming = downloader.uncoveredLength(wanted);
    const needed = downloader.uncoveredLength(range) > 0;
    const atEnd = wanted.end === content.size;
    if (needed || atEnd || coming >= file.readAhead.worthwhile) downloader.request(wanted);
  }

  #save({ content }: Lease): void {
    this.#saveContent(content);
  }

  /** Brings the tree up to what has been written. */
  #saveContent(content: Lease['content']): void {
    const { tree, contents, environment } = this.#context;
    if (!content.unsaved) return;
    const node = tree.get(content.ino);
    const { size, writtenAt } = content;
    contents.save(content);
    // A file that was removed while it is open may have come back with what another device has put into its place.
    if (node === undefined || node.revision !== undefined) return;
    const changedAt = environment.now();
    tree.save({ ...node, size, mtime: writtenAt, ctime: writtenAt, changedAt, problem: undefined });
  }

  #lease(node: Node): Promise<Lease> {
    return this.#context.contents.open(node.ino, node.revision, node.size);
  }

  #file(ino: NodeId): Node {
    const node = this.#names.node(ino);
    if (node.kind === 'folder') throw new FileSystemError('EISDIR', 'a folder');
    if (node.kind === 'symlink') throw new FileSystemError('EINVAL', 'a symbolic link');
    return node;
  }

  #requireWritable(node: Node): void {
    this.#context.requireWritable();
    if (node.readOnly) throw new FileSystemError('EROFS', 'the file is read-only');
  }
}
