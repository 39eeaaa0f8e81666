import { FileSystemError } from '../error/file-system-error.ts';
import type { Attributes } from '../file-system/attributes.ts';
import type { DirectoryEntry } from '../file-system/file-system.ts';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, remoteView, syncedView, withViews } from '../tree/node.ts';
import { absent, type Place } from '../tree/view.ts';
import { attributesOf } from './attributes-of.ts';
import type { LocalContext } from './local-context.ts';

/** Operations on names: they change the local tree, and the store hears of it later. */
export class NameOperations {
  readonly #context: LocalContext;

  constructor(context: LocalContext) {
    this.#context = context;
  }

  async lookup(parent: NodeId, name: string): Promise<Attributes> {
    return attributesOf(await this.child(parent, name), this.#context.contents);
  }

  async readdir(folder: NodeId): Promise<readonly DirectoryEntry[]> {
    this.folder(folder);
    await this.#requireListed(folder);
    return this.#context.tree.children(folder).map(({ ino, kind, place }) => ({
      name: place?.name ?? '',
      node: ino,
      kind,
    }));
  }

  async readlink(ino: NodeId): Promise<string> {
    const node = this.node(ino);
    if (node.target === undefined) throw new FileSystemError('EINVAL', 'not a symbolic link');
    return node.target;
  }

  async mkdir(parent: NodeId, name: string, mode: number): Promise<Attributes> {
    return this.#show(await this.make(parent, name, { kind: 'folder', mode }));
  }

  async symlink(parent: NodeId, name: string, target: string): Promise<Attributes> {
    return this.#show(await this.make(parent, name, { kind: 'symlink', mode: 0o777, target }));
  }

  async unlink(parent: NodeId, name: string): Promise<void> {
    this.#requireWritableFolder(parent);
    const node = await this.child(parent, name);
    if (node.kind === 'folder') throw new FileSystemError('EISDIR', `${name} is a folder`);
    this.#removeFrom(parent, node);
  }

  async rmdir(parent: NodeId, name: string): Promise<void> {
    this.#requireWritableFolder(parent);
    await this.#requireListed((await this.child(parent, name)).ino);
    const node = this.#known(parent, name);
    this.#requireEmptyFolder(node);
    this.#removeFrom(parent, node);
  }

  #removeFrom(parent: NodeId, node: Node): void {
    const { tree, environment, onChange } = this.#context;
    tree.transaction(() => {
      this.#remove(node);
      tree.touchFolder(parent, environment.now());
    });
    onChange();
  }

  async rename(parent: NodeId, name: string, newParent: NodeId, newName: string): Promise<void> {
    this.#requireWritableFolder(parent);
    this.#requireWritableFolder(newParent);
    this.#requireName(newName);
    await this.child(parent, name);
    const victim = await this.#childIfAny(newParent, newName);
    if (victim?.kind === 'folder') await this.#requireListed(victim.ino);
    this.#rename(this.#known(parent, name), { parent: newParent, name: newName });
    this.#context.onChange();
  }

  #rename(node: Node, place: Place): void {
    const { tree, environment } = this.#context;
    if (tree.isWithin(place.parent, node.ino)) {
      throw new FileSystemError('EINVAL', 'a folder cannot move into itself');
    }
    const there = tree.child(place.parent, place.name);
    const replaced = there?.ino === node.ino ? undefined : there;
    if (replaced !== undefined && node.kind === 'folder') this.#requireEmptyFolder(replaced);
    if (replaced?.kind === 'folder' && node.kind !== 'folder') {
      throw new FileSystemError('EISDIR', 'a folder is there');
    }
    const now = environment.now();
    tree.transaction(() => {
      if (replaced !== undefined) this.#remove(replaced);
      tree.save({ ...withViews(node), place, ctime: now, changedAt: now, problem: undefined });
      for (const folder of [node.place?.parent, place.parent]) {
        if (folder !== undefined) tree.touchFolder(folder, now);
      }
      this.#spreadLocalOnly(node.ino, this.folder(place.parent).localOnly);
    });
  }

  /** Makes a node under a name that is free. */
  async make(
    parent: NodeId,
    name: string,
    made: Pick<Node, 'kind' | 'mode'> & { readonly target?: string },
  ): Promise<Node> {
    this.#requireWritableFolder(parent);
    this.#requireName(name);
    if ((await this.#childIfAny(parent, name)) !== undefined) {
      throw new FileSystemError('EEXIST', `${name} is there already`);
    }
    const { tree, environment, localOnlyNames, onChange } = this.#context;
    const now = environment.now();
    const draft = {
      kind: made.kind,
      place: { parent, name },
      size: 0,
      mtime: now,
      ctime: now,
      atime: now,
      mode: made.mode & 0o777,
      target: made.target,
      revision: undefined,
      hash: undefined,
      remoteId: undefined,
      readOnly: false,
      exportAs: undefined,
      // No store that we know takes a symbolic link.
      localOnly:
        this.folder(parent).localOnly || localOnlyNames.includes(name) || made.kind === 'symlink',
      listed: true,
      synced: absent,
      remote: undefined,
      changedAt: now,
      problem: undefined,
    };
    const node = tree.transaction(() => {
      tree.touchFolder(parent, now);
      return tree.insert(draft);
    });
    onChange();
    return node;
  }

  node(ino: NodeId): Node {
    const { tree, files } = this.#context;
    const node = tree.get(ino);
    const there = node?.place !== undefined || ino === rootNode || files.isOpen(ino);
    if (node === undefined || !there) throw new FileSystemError('ENOENT', `no node ${ino}`);
    return node;
  }

  folder(ino: NodeId): Node {
    const node = this.node(ino);
    if (node.kind !== 'folder') throw new FileSystemError('ENOTDIR', 'not a folder');
    return node;
  }

  async child(parent: NodeId, name: string): Promise<Node> {
    const node = await this.#childIfAny(parent, name);
    if (node === undefined) throw new FileSystemError('ENOENT', `no ${name}`);
    return node;
  }

  async #childIfAny(parent: NodeId, name: string): Promise<Node | undefined> {
    const { tree } = this.#context;
    this.folder(parent);
    const node = tree.child(parent, name);
    if (node !== undefined) return node;
    await this.#requireListed(parent);
    return tree.child(parent, name);
  }

  /** A name that is not in the tree is nowhere, once all that the store has in the folder is in the tree. */
  async #requireListed(ino: NodeId): Promise<void> {
    const { connection, tree, watch } = this.#context;
    if (connection.listed || tree.get(ino)?.listed === true) return;
    const path = tree.remotePath(ino);
    if (path !== undefined) await watch.list(ino, path);
  }

  /** A child as it is after all waiting, right before it is changed. */
  #known(parent: NodeId, name: string): Node {
    const node = this.#context.tree.child(parent, name);
    if (node === undefined) throw new FileSystemError('ENOENT', `no ${name}`);
    return node;
  }

  #requireEmptyFolder(node: Node): void {
    if (node.kind !== 'folder') throw new FileSystemError('ENOTDIR', 'not a folder');
    if (this.#context.tree.hasChildren(node.ino)) {
      throw new FileSystemError('ENOTEMPTY', 'the folder is not empty');
    }
  }

  #requireWritableFolder(ino: NodeId): void {
    this.#context.requireWritable();
    if (this.folder(ino).readOnly) throw new FileSystemError('EROFS', 'the folder is read-only');
  }

  #requireName(name: string): void {
    if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) {
      throw new FileSystemError('EINVAL', `${JSON.stringify(name)} is not a name`);
    }
    if (name.length > this.#context.maxNameLength) {
      throw new FileSystemError(
        'ENAMETOOLONG',
        `a name has ${this.#context.maxNameLength} characters at most`,
      );
    }
  }

  /** Takes a node from the user's view. What the store never had is gone at once. */
  #remove(node: Node): void {
    const { tree, contents, commits, files, environment } = this.#context;
    const unknown = syncedView(node).kind === 'absent' && remoteView(node).kind === 'absent';
    contents.discard(node.ino);
    if (unknown && !commits.isRunning(node.ino) && !files.isOpen(node.ino)) {
      tree.delete(node.ino);
      return;
    }
    const now = environment.now();
    tree.save({
      ...withViews(node),
      place: undefined,
      ctime: now,
      changedAt: now,
      problem: undefined,
    });
  }

  /** Whether a node is kept here follows from its name and from what it lies in, so a move may change it. */
  #spreadLocalOnly(ino: NodeId, parentLocalOnly: boolean): void {
    const { tree, localOnlyNames, environment } = this.#context;
    const node = tree.get(ino);
    if (node?.place === undefined) return;
    const localOnly =
      parentLocalOnly || localOnlyNames.includes(node.place.name) || isLocalLink(node);
    if (localOnly === node.localOnly) return;
    tree.save({ ...withViews(node), localOnly, changedAt: environment.now() });
    for (const child of tree.children(ino)) this.#spreadLocalOnly(child.ino, localOnly);
  }

  #show(node: Node): Attributes {
    return attributesOf(node, this.#context.contents);
  }
}

/** A symbolic link that was made here, and not by a client of the store. */
function isLocalLink(node: Node): boolean {
  return node.kind === 'symlink' && syncedView(node).kind === 'absent';
}
