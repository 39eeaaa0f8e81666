import {
  type Attributes,
  type FileSystem,
  FileSystemError,
  type NodeId,
  rootNode,
} from '@mooring/vfs';
import { trustSeconds } from './mount-options.ts';

export interface Place {
  readonly parent: NodeId;
  readonly name: string;
}

interface KnownFolder {
  readonly node: NodeId;
  readonly until: number;
}

const mostKnownFolders = 1000;

/**
 * Turns the paths of the binding into nodes, one `lookup` for each name. libfuse holds a lock on every path that an
 * operation works on, so a node does not move while it is looked up for an operation.
 *
 * Remembers folders for as long as the kernel trusts names, which asks about each folder on the way to a file itself:
 * so nothing is older than without this, and a deep path costs no more than a short one.
 */
export class PathResolver {
  readonly #fileSystem: Pick<FileSystem, 'getattr' | 'lookup'>;
  readonly #folders = new Map<string, KnownFolder>();

  constructor(fileSystem: Pick<FileSystem, 'getattr' | 'lookup'>) {
    this.#fileSystem = fileSystem;
  }

  /** Always asks about the last name. */
  async attributes(path: string): Promise<Attributes> {
    if (path === '/') return this.#fileSystem.getattr(rootNode);
    const { parent, name } = await this.place(path);
    return this.#fileSystem.lookup(parent, name);
  }

  async node(path: string): Promise<NodeId> {
    return path === '/' ? rootNode : (await this.attributes(path)).node;
  }

  /** The folder that holds the last name of the path, and that name. The name itself is not looked up. */
  async place(path: string): Promise<Place> {
    if (path === '/') throw new FileSystemError('EBUSY', 'the root has no other place');
    const slash = path.lastIndexOf('/');
    return { parent: await this.#folder(path.slice(0, slash)), name: path.slice(slash + 1) };
  }

  /** Names have moved: what lay below them is somewhere else now. */
  forget(): void {
    this.#folders.clear();
  }

  async #folder(path: string): Promise<NodeId> {
    if (path === '') return rootNode;
    const known = this.#folders.get(path);
    if (known !== undefined && performance.now() < known.until) return known.node;
    const node = await this.node(path);
    if (this.#folders.size >= mostKnownFolders) this.#folders.clear();
    this.#folders.set(path, { node, until: performance.now() + trustSeconds * 1000 });
    return node;
  }
}
