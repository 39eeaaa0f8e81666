import { toFileSystemError } from '../error/to-file-system-error.ts';
import type { Attributes } from '../file-system/attributes.ts';
import type {
  AttributeChange,
  DirectoryEntry,
  FileSystemStatistics,
  Invalidation,
  OpenedFile,
  OpenOptions,
} from '../file-system/file-system.ts';
import type { HandleId } from '../file-system/handle-id.ts';
import type {
  DrainReport,
  FileSystemStatus,
  LiveFileSystem,
} from '../file-system/live-file-system.ts';
import type { NodeId } from '../file-system/node-id.ts';
import { attributesOf } from '../local/attributes-of.ts';
import type { Engine } from './engine.ts';

/** The file system as transports see it: every failure is a FileSystemError from here on. */
export class LocalFileSystem implements LiveFileSystem {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  lookup(parent: NodeId, name: string): Promise<Attributes> {
    return this.#guard(() => this.#engine.names.lookup(parent, name));
  }

  getattr(node: NodeId): Promise<Attributes> {
    return this.#guard(async () => this.#attributes(node));
  }

  setattr(node: NodeId, change: AttributeChange, handle?: HandleId): Promise<Attributes> {
    return this.#guard(async () => {
      await this.#engine.files.setattr(node, change, handle);
      return this.#attributes(node);
    });
  }

  readdir(folder: NodeId): Promise<readonly DirectoryEntry[]> {
    return this.#guard(() => this.#engine.names.readdir(folder));
  }

  readlink(node: NodeId): Promise<string> {
    return this.#guard(() => this.#engine.names.readlink(node));
  }

  open(node: NodeId, options: OpenOptions): Promise<HandleId> {
    return this.#guard(() => this.#engine.files.open(node, options));
  }

  create(parent: NodeId, name: string, mode: number, options: OpenOptions): Promise<OpenedFile> {
    return this.#guard(() => this.#engine.files.create(parent, name, mode, options));
  }

  read(handle: HandleId, offset: number, length: number): Promise<Uint8Array> {
    return this.#guard(() => this.#engine.files.read(handle, offset, length));
  }

  write(handle: HandleId, offset: number, data: Uint8Array): Promise<number> {
    return this.#guard(() => this.#engine.files.write(handle, offset, data));
  }

  flush(handle: HandleId): Promise<void> {
    return this.#guard(() => this.#engine.files.flush(handle));
  }

  fsync(handle: HandleId): Promise<void> {
    return this.#guard(() => this.#engine.files.fsync(handle));
  }

  release(handle: HandleId): Promise<void> {
    return this.#guard(() => this.#engine.files.release(handle));
  }

  mkdir(parent: NodeId, name: string, mode: number): Promise<Attributes> {
    return this.#guard(() => this.#engine.names.mkdir(parent, name, mode));
  }

  symlink(parent: NodeId, name: string, target: string): Promise<Attributes> {
    return this.#guard(() => this.#engine.names.symlink(parent, name, target));
  }

  unlink(parent: NodeId, name: string): Promise<void> {
    return this.#guard(() => this.#engine.names.unlink(parent, name));
  }

  rmdir(parent: NodeId, name: string): Promise<void> {
    return this.#guard(() => this.#engine.names.rmdir(parent, name));
  }

  rename(parent: NodeId, name: string, newParent: NodeId, newName: string): Promise<void> {
    return this.#guard(() => this.#engine.names.rename(parent, name, newParent, newName));
  }

  statfs(): FileSystemStatistics {
    const { context, quota } = this.#engine;
    const known = quota.get();
    return {
      usedBytes: known?.usedBytes ?? 0,
      totalBytes: known?.totalBytes,
      nodes: context.tree.count(),
      maxNameLength: context.maxNameLength,
    };
  }

  onInvalidation(listener: (invalidation: Invalidation) => void): () => void {
    return this.#engine.invalidations.listen(listener);
  }

  status(): FileSystemStatus {
    return this.#engine.reporter.status();
  }

  onStatus(listener: (status: FileSystemStatus) => void): () => void {
    return this.#engine.reporter.listen(listener);
  }

  drain({ timeoutMs }: { readonly timeoutMs: number }): Promise<DrainReport> {
    return this.#engine.drain(timeoutMs);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  #attributes(node: NodeId): Attributes {
    return attributesOf(this.#engine.names.node(node), this.#engine.context.contents);
  }

  async #guard<Value>(operation: () => Promise<Value>): Promise<Value> {
    try {
      return await operation();
    } catch (error) {
      throw toFileSystemError(error);
    }
  }
}
