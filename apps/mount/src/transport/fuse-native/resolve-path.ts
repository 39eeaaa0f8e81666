import {
  type Attributes,
  type FileSystem,
  FileSystemError,
  type NodeId,
  rootNode,
} from '@mooring/vfs';

/**
 * Turns the paths of the binding into nodes, one `lookup` for each name. libfuse holds a lock on every path that an
 * operation works on, so a node does not move while it is looked up for an operation.
 */
export class PathResolver {
  readonly #fileSystem: Pick<FileSystem, 'getattr' | 'lookup'>;

  constructor(fileSystem: Pick<FileSystem, 'getattr' | 'lookup'>) {
    this.#fileSystem = fileSystem;
  }

  async attributes(path: string): Promise<Attributes> {
    const { parent, name } = await this.#split(path);
    if (name === '') return this.#fileSystem.getattr(rootNode);
    return this.#fileSystem.lookup(parent, name);
  }

  async node(path: string): Promise<NodeId> {
    return path === '/' ? rootNode : (await this.attributes(path)).node;
  }

  /** The folder that holds the last name of the path, and that name. The name itself is not looked up. */
  async place(path: string): Promise<{ readonly parent: NodeId; readonly name: string }> {
    const place = await this.#split(path);
    if (place.name === '') throw new FileSystemError('EBUSY', 'the root has no other place');
    return place;
  }

  async #split(path: string): Promise<{ readonly parent: NodeId; readonly name: string }> {
    const names = path.slice(1).split('/');
    const name = names.pop() ?? '';
    let parent = rootNode;
    for (const folder of names) parent = (await this.#fileSystem.lookup(parent, folder)).node;
    return { parent, name };
  }
}
