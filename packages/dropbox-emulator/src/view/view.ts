import type { Access, AccountId } from '../account/account.ts';
import { isBelow } from '../path/split-path.ts';
import type { Entry, FolderEntry, NamespaceId } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';

/** A namespace in a view, and where it begins there. */
export interface Mount {
  readonly namespace: NamespaceId;
  /** Comparable path of the place, empty for the view's own root. */
  readonly key: string;
  readonly path: string;
  readonly access: Access;
  /** Whether it is a shared folder, so that what is in it is told to be shared. */
  readonly isShared: boolean;
}

/** A place in a namespace. */
export interface Place {
  readonly mount: Mount;
  /** Relative to the namespace. */
  readonly key: string;
}

/**
 * What one account sees under one path root: a namespace with others mounted in it, as a single tree of paths.
 * A view is a snapshot of the mounts, not of what is in them.
 */
export class View {
  readonly account: AccountId;
  /** The root first, every other after the one that it is mounted in. */
  readonly mounts: readonly [Mount, ...Mount[]];
  readonly #tree: Tree;

  constructor(tree: Tree, account: AccountId, mounts: readonly [Mount, ...Mount[]]) {
    this.#tree = tree;
    this.account = account;
    this.mounts = mounts;
  }

  get root(): Mount {
    return this.mounts[0];
  }

  mountOf(namespace: NamespaceId): Mount | undefined {
    return this.mounts.find((mount) => mount.namespace === namespace);
  }

  /** The namespace that holds the entry of a path. For a mount point that is the one around it. */
  locate(key: string): Place {
    const mount = this.mounts.findLast((candidate) => isBelow(key, candidate.key)) ?? this.root;
    return { mount, key: key.slice(mount.key.length) };
  }

  find(key: string): Entry | undefined {
    const place = this.locate(key);
    const entry = this.#tree.find(place.mount.namespace, place.key);
    return entry !== undefined && this.shows(entry) ? entry : undefined;
  }

  findById(id: string): Entry | undefined {
    const entry = this.#tree.findById(id);
    return entry !== undefined && this.shows(entry) ? entry : undefined;
  }

  /** Whether the account can see the entry here. The members' folders of others in a team space are hidden. */
  shows(entry: Entry): boolean {
    if (this.mountOf(entry.namespace) === undefined) return false;
    return (
      entry.kind === 'file' || entry.mount === undefined || this.mountOf(entry.mount) !== undefined
    );
  }

  /** The folder whose entries are seen in this one: for a mount point, the root of what is mounted. */
  contentsOf(folder: FolderEntry): FolderEntry {
    return folder.mount === undefined ? folder : this.#tree.rootOf(folder.mount);
  }

  /** Comparable path in this view of something in a namespace, undefined when the namespace is not in it. */
  keyOf(namespace: NamespaceId, key: string): string | undefined {
    const mount = this.mountOf(namespace);
    return mount === undefined ? undefined : mount.key + key;
  }
}
